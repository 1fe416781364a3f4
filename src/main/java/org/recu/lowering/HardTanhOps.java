package org.recu.lowering;

import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.recu.autodiff.CustomGradient;
import org.recu.fusion.Formula;
import org.recu.fusion.Fusion;
import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The ops of a hard tanh. Its gradient is computed from its output, {@code g} where {@code |y| <
 * 1}, so that its input need not be kept.
 */
final class HardTanhOps {

  private HardTanhOps() {}

  static Operand<TFloat32> clamp(Ops tf, Operand<TFloat32> input) {
    return tf.clipByValue(input, tf.constant(-1f), tf.constant(1f));
  }

  /**
   * The clamp in training: of an activation, or of the sum of two in one pass.
   *
   * @param shape of the activations; all but the batch known
   * @param summands one or two, float32
   */
  static Clamped training(Ops tf, Fusions fusions, Shape shape, List<Operand<TFloat32>> summands) {
    return new Clamped(applied -> training(tf, fusions, shape, summands, applied));
  }

  private static Operand<TFloat32> training(
      Ops tf,
      Fusions fusions,
      Shape shape,
      List<Operand<TFloat32>> summands,
      BooleanSupplier applied) {
    int count = summands.size();
    Formula clampedSum =
        (ops, in) -> clamp(ops, count == 1 ? in.get(0) : ops.math.add(in.get(0), in.get(1)));
    Fusion forward =
        fusions.define("hard_tanh_" + count, Collections.nCopies(count, shape), clampedSum);
    Fusion backward = gradient(fusions, shape);
    Operand<TFloat32> output = tf.ensureShape(forward.apply(tf, summands), shape);
    return CustomGradient.attach(
        tf,
        output,
        summands,
        (ops, upstream) ->
            Collections.nCopies(
                count,
                applied.getAsBoolean()
                    ? upstream
                    : backward.apply(ops, List.of(upstream, output))));
  }

  /** The gradient as one pass over that of the output and the output itself. */
  static Fusion gradient(Fusions fusions, Shape shape) {
    return fusions.define(
        "hard_tanh_gradient",
        List.of(shape, shape),
        (tf, in) -> gradient(tf, in.get(0), in.get(1)));
  }

  /** The gradient's ops. */
  static Operand<TFloat32> gradient(Ops tf, Operand<TFloat32> upstream, Operand<TFloat32> output) {
    return tf.select(tf.math.less(tf.math.abs(output), tf.constant(1f)), upstream, tf.constant(0f));
  }
}
