package org.recu.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.recu.golden.NativeTensors;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.OptimizerOptions.Level;
import org.tensorflow.types.TFloat32;

/**
 * A graph that takes and gives plain numbers, row-major, so that a test can hold them against a
 * definition in double precision. Owns the graph and its session.
 */
public final class TestGraph implements AutoCloseable {

  private final GraphSession owner = new GraphSession();
  private final Graph graph = owner.graph();
  private final Session session = owner.open(graph -> new Session(graph, configuration()));
  private final Ops tf = owner.ops();

  /**
   * No folding of constants: TensorFlow would compute what depends on them alone beforehand, op by
   * op, and a compiled function would not be compiled.
   */
  private static ConfigProto configuration() {
    ConfigProto whole = Device.cpu().configuration();
    OptimizerOptions none = OptimizerOptions.newBuilder().setOptLevel(Level.L0).build();
    return whole.toBuilder()
        .setGraphOptions(whole.getGraphOptions().toBuilder().setOptimizerOptions(none))
        .build();
  }

  public Ops tf() {
    return tf;
  }

  public Graph graph() {
    return graph;
  }

  /** A constant of these values. */
  public Operand<TFloat32> constant(double[] values, long... shape) {
    return tf.constant(Shape.of(shape), DataBuffers.of(floats(values)));
  }

  /** What an operand comes to. */
  public double[] value(Operand<TFloat32> operand) {
    return values(List.of(operand)).get(0);
  }

  /** What operands come to, in one run. */
  public List<double[]> values(List<? extends Operand<TFloat32>> operands) {
    Session.Runner runner = session.runner();
    operands.forEach(runner::fetch);
    try (Result result = runner.run()) {
      List<double[]> values = new ArrayList<>();
      for (int i = 0; i < operands.size(); i++) {
        values.add(doubles(NativeTensors.values((TFloat32) result.get(i))));
      }
      return values;
    }
  }

  /**
   * The gradients of {@code sum(output * upstream)}.
   *
   * @param upstream shaped as the output
   * @param inputs what the gradients are for
   */
  public List<double[]> gradients(
      Operand<TFloat32> output, Operand<TFloat32> upstream, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> all = tf.reshape(tf.math.mul(output, upstream), tf.constant(new int[] {-1}));
    Operand<TFloat32> loss = tf.reduceSum(all, tf.constant(0));
    Output<?>[] wanted = inputs.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (Output<?> gradient : graph.addGradients(loss.asOutput(), wanted)) {
      gradients.add(gradient.expect(TFloat32.class));
    }
    return values(gradients);
  }

  /** Gives a variable a value. */
  public void assign(Variable variable, double... values) {
    try (TFloat32 tensor =
        TFloat32.tensorOf(
            Shapes.of(variable.parameter().shape()), DataBuffers.of(floats(values)))) {
      variable.assign(session, tensor);
    }
  }

  /** Runs ops for what they do. */
  public void run(List<? extends Op> targets) {
    Session.Runner runner = session.runner();
    targets.forEach(runner::addTarget);
    runner.run().close();
  }

  /** Normal numbers, each a 32-bit one. */
  public static double[] normal(SplittableRandom random, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  @Override
  public void close() {
    owner.close();
  }
}
