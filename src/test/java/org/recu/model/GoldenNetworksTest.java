package org.recu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.autodiff.CustomGradient;
import org.recu.binarize.Recu;
import org.recu.golden.GoldenNetwork;
import org.recu.golden.GoldenTensor;
import org.recu.golden.NativeTensors;
import org.recu.graph.Device;
import org.recu.graph.LiveParameters;
import org.recu.graph.Variable;
import org.recu.lowering.Arithmetic;
import org.recu.lowering.SumsBy;
import org.recu.lowering.Tower;
import org.recu.lowering.TrainingContext;
import org.recu.lowering.Ways;
import org.recu.nn.Architecture;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Each network's outputs and gradients against an independent implementation's. */
final class GoldenNetworksTest {

  static List<GoldenNetwork> networks() {
    return GoldenNetwork.all();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void logits_goldenWeights_giveGoldenNumbers(GoldenNetwork golden) {
    Network network = Models.create(golden.name(), golden.classes(), golden.imageSize());
    try (Graph graph = new Graph();
        Session session = new Session(graph, Device.cpu().configuration());
        TFloat32 images = NativeTensors.of(golden.images().nchwToNhwc())) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> input =
          tf.placeholder(TFloat32.class, Placeholder.shape(images.shape()));
      Architecture architecture = network.architecture();
      LiveParameters parameters = new LiveParameters(tf, architecture.parameters(), 1);
      // By the convolution, since the golden steps of TrainingGraphTest count bits.
      Tower.Target target =
          new Tower.Target(Device.cpu(), Arithmetic.FLOAT32, Ways.always(SumsBy.CONVOLUTION));
      Operand<TFloat32> training =
          Tower.training(
                  tf,
                  target,
                  TrainingContext.of(
                      parameters,
                      target.fusions(tf),
                      new Recu(),
                      tf.constant((float) golden.tau())))
              .logits(architecture, input);
      Operand<TFloat32> evaluation =
          Tower.evaluation(tf, parameters, new Recu()).logits(architecture, input);
      Operand<TFloat32> loss = crossEntropy(tf, golden.labels(), training, golden.classes());
      assign(session, parameters.variables(), golden.weights());

      List<Variable> trained =
          parameters.variables().stream()
              .filter(variable -> variable.parameter().kind().trainable())
              .toList();
      Output<?>[] gradients =
          graph.addGradients(
              loss.asOutput(),
              trained.stream().map(v -> v.value().asOutput()).toArray(Output<?>[]::new));
      Session.Runner runner =
          session.runner().feed(input, images).fetch(evaluation).fetch(training).fetch(loss);
      for (Output<?> gradient : gradients) {
        runner.fetch(gradient);
      }
      try (Result result = runner.run()) {
        assertClose((TFloat32) result.get(0), golden.evalLogits());
        assertClose((TFloat32) result.get(1), golden.trainLogits());
        assertThat((double) ((TFloat32) result.get(2)).getFloat())
            .isCloseTo(golden.trainLoss(), within(1e-3 * golden.trainLoss()));
        Map<String, Double> norms = new LinkedHashMap<>();
        for (int i = 0; i < trained.size(); i++) {
          norms.put(trained.get(i).parameter().name(), norm((TFloat32) result.get(3 + i)));
        }
        assertThat(norms).containsOnlyKeys(golden.gradientNorms().keySet());
        // Batch normalisation undoes alpha, so its gradient is 0 but for epsilon and rounding.
        double rounding = 1e-6 * norms.values().stream().max(Double::compare).orElseThrow();
        SoftAssertions.assertSoftly(
            softly ->
                golden
                    .gradientNorms()
                    .forEach(
                        (name, norm) ->
                            softly
                                .assertThat(norms.get(name))
                                .as(name)
                                .isCloseTo(norm, within(0.01 * norm + rounding))));
      } finally {
        CustomGradient.forget(graph);
      }
      assertThat(trained.stream().mapToLong(v -> v.parameter().shape().size()).sum())
          .isEqualTo(golden.parameters());
    }
  }

  private static void assign(
      Session session, List<Variable> variables, Map<String, GoldenTensor> weights) {
    assertThat(variables)
        .extracting(variable -> variable.parameter().name())
        .containsExactlyInAnyOrderElementsOf(weights.keySet());
    // All in one run: every further one would be prepared anew for the whole graph.
    List<TFloat32> open = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      for (Variable variable : variables) {
        GoldenTensor weight = weights.get(variable.parameter().name());
        TFloat32 values = NativeTensors.parameter(weight, variable.parameter().kind());
        open.add(values);
        variable.assign(runner, values);
      }
      runner.run().close();
    } finally {
      open.forEach(TFloat32::close);
    }
  }

  private static Operand<TFloat32> crossEntropy(
      Ops tf, List<Integer> labels, Operand<TFloat32> logits, int classes) {
    int[] values = labels.stream().mapToInt(Integer::intValue).toArray();
    Operand<TFloat32> oneHot =
        tf.oneHot(tf.constant(values), tf.constant(classes), tf.constant(1f), tf.constant(0f));
    return tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(logits, oneHot).loss(), tf.constant(0));
  }

  private static void assertClose(TFloat32 actual, GoldenTensor expected) {
    float[] found = NativeTensors.values(actual);
    for (int i = 0; i < found.length; i++) {
      float wanted = expected.values()[i];
      assertThat(found[i]).isCloseTo(wanted, within(1e-3f * Math.max(1, Math.abs(wanted))));
    }
    assertThat(found).hasSize(expected.values().length);
  }

  private static double norm(TFloat32 tensor) {
    double sum = 0;
    for (float value : NativeTensors.values(tensor)) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
