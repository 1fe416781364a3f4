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

  /**
   * The clamp within a compiled loop. What is not a number stays so; XLA on the CPU would make -1
   * of it in {@code ClipByValue}, and in a minimum of a maximum.
   */
  static Operand<TFloat32> clamp(Ops tf, Operand<TFloat32> input) {
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> minusOne = tf.constant(-1f);
    return tf.select(
        tf.math.greater(input, one),
        one,
        tf.select(tf.math.less(input, minusOne), minusOne, input));
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
        (ops, in) -> {
          Operand<TFloat32> sum = count == 1 ? in.get(0) : ops.math.add(in.get(0), in.get(1));
          return fusions.areCompiled()
              ? clamp(ops, sum)
              : ops.clipByValue(sum, ops.constant(-1f), ops.constant(1f));
        };
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
