package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.fusion.Fusions;
import org.recu.golden.NativeTensors;
import org.recu.graph.Device;
import org.recu.graph.Variable;
import org.recu.nn.Initial;
import org.recu.nn.Parameter;
import org.recu.nn.ParameterKind;
import org.recu.nn.TensorShape;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Compares the update rules with PyTorch's, written out in double precision. */
final class OptimizerTest {

  private static final int SIZE = 6;
  private static final int STEPS = 12;

  /** An update rule that changes parameters in place. */
  private interface Rule {
    void step(double[] p, double[] g, double rate, int number);
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0", "0.9, 0.05", "0, 0.01"})
  void sgd_severalSteps_followsTheDefinition(double momentum, double decay) {
    double[] velocity = new double[SIZE];
    assertFollows(
        new OptimizerOptions(
            OptimizerOptions.Kind.SGD, momentum, decay, OptimizerOptions.Decayed.ALL),
        (p, g, rate, number) -> {
          for (int i = 0; i < SIZE; i++) {
            velocity[i] = momentum * velocity[i] + g[i] + decay * p[i];
            p[i] -= rate * velocity[i];
          }
        },
        1e-6);
  }

  @ParameterizedTest
  @CsvSource({"0", "0.05"})
  void adam_severalSteps_followsTheDefinition(double decay) {
    double[] first = new double[SIZE];
    double[] second = new double[SIZE];
    assertFollows(
        new OptimizerOptions(OptimizerOptions.Kind.ADAM, 0.9, decay, OptimizerOptions.Decayed.ALL),
        (p, g, rate, number) -> {
          for (int i = 0; i < SIZE; i++) {
            double gradient = g[i] + decay * p[i];
            first[i] = 0.9 * first[i] + 0.1 * gradient;
            second[i] = 0.999 * second[i] + 0.001 * gradient * gradient;
            double mean = first[i] / (1 - Math.pow(0.9, number));
            double square = second[i] / (1 - Math.pow(0.999, number));
            p[i] -= rate * mean / (Math.sqrt(square) + 1e-8);
          }
        },
        // In 32 bits, 1 - 0.999 has a relative error of 1e-5, which the root halves.
        1e-5);
  }

  @ParameterizedTest
  @CsvSource({
    "conv1.weight, true",
    "layer1.0.conv2.alpha, true",
    "layer3.1.conv.weight, true",
    "fc.weight, true",
    "fc.bias, true",
    "bn1.weight, false",
    "layer1.0.bn2.bias, false",
    "layer2.0.downsample.0.weight, false",
    "layer1.0.move0.bias, false",
    "layer1.0.nonlinear.weight, false",
    "linear.weight, false"
  })
  void decay_convAndFc_isForThoseNamesAlone(String name, boolean decays) {
    double decay = 0.05;
    assertFollows(
        name,
        new OptimizerOptions(OptimizerOptions.Kind.SGD, 0, decay, OptimizerOptions.Decayed.CONV_FC),
        (p, g, rate, number) -> {
          for (int i = 0; i < SIZE; i++) {
            p[i] -= rate * (g[i] + (decays ? decay * p[i] : 0));
          }
        },
        1e-6);
  }

  @Test
  void slots_areNamedAfterTheirParameter() {
    assertThat(slots(OptimizerOptions.Kind.SGD)).containsExactly("p.momentum");
    assertThat(slots(OptimizerOptions.Kind.ADAM)).containsExactly("p.adam_m", "p.adam_v");
  }

  private static List<String> slots(OptimizerOptions.Kind kind) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      return new Optimizer(
              tf,
              Fusions.plain(),
              new OptimizerOptions(kind, 0.9, 0, OptimizerOptions.Decayed.ALL),
              List.of(variable(tf, "p")))
          .slots().stream().map(slot -> slot.parameter().name()).toList();
    }
  }

  private static Variable variable(Ops tf, String name) {
    return Variable.create(
        tf,
        new Parameter(name, ParameterKind.VECTOR, TensorShape.of(SIZE), Initial.constant(0.5)),
        1);
  }

  private static void assertFollows(OptimizerOptions options, Rule rule, double tolerance) {
    assertFollows("p", options, rule, tolerance);
  }

  private static void assertFollows(
      String name, OptimizerOptions options, Rule rule, double tolerance) {
    double[] expected = new double[SIZE];
    Arrays.fill(expected, 0.5);
    SplittableRandom random = new SplittableRandom(3);
    try (Graph graph = new Graph();
        Session session = new Session(graph, Device.cpu().configuration())) {
      Ops tf = Ops.create(graph);
      Variable variable = variable(tf, name);
      Placeholder<TFloat32> gradient = vector(tf, SIZE);
      Placeholder<TFloat32> rate = scalar(tf);
      Placeholder<TFloat32> number = scalar(tf);
      Optimizer optimizer = new Optimizer(tf, Fusions.plain(), options, List.of(variable));
      List<Op> updates = optimizer.apply(tf, List.of(gradient), rate, number);
      session.runner().addTarget(variable.initialize()).run().close();
      optimizer.slots().forEach(s -> session.runner().addTarget(s.initialize()).run().close());
      for (int step = 1; step <= STEPS; step++) {
        double learningRate = 0.1 / step;
        float[] gradients = gradients(random);
        double[] same = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
          same[i] = gradients[i];
        }
        rule.step(expected, same, learningRate, step);
        run(
            session,
            updates.get(0),
            Map.of(
                gradient, TFloat32.vectorOf(gradients),
                rate, TFloat32.scalarOf((float) learningRate),
                number, TFloat32.scalarOf(step)));
        try (TFloat32 value = (TFloat32) session.runner().fetch(variable.value()).run().get(0)) {
          float[] found = NativeTensors.values(value);
          for (int i = 0; i < SIZE; i++) {
            assertThat((double) found[i])
                .as("parameter %d after step %d", i, step)
                .isCloseTo(expected[i], within(tolerance));
          }
        }
      }
    }
  }

  /**
   * Gradients, each a hundred times smaller than the one before; the last are below Adam's epsilon.
   */
  private static float[] gradients(SplittableRandom random) {
    float[] gradients = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      gradients[i] = (float) (random.nextDouble(-1, 1) * Math.pow(100, -i));
    }
    return gradients;
  }

  private static void run(Session session, Op target, Map<Placeholder<TFloat32>, TFloat32> fed) {
    Session.Runner runner = session.runner().addTarget(target);
    fed.forEach(runner::feed);
    runner.run().close();
    fed.values().forEach(TFloat32::close);
  }

  private static Placeholder<TFloat32> vector(Ops tf, int size) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(size)));
  }

  private static Placeholder<TFloat32> scalar(Ops tf) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
  }
}
