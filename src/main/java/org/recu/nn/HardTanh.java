package org.recu.nn;

import java.util.Collections;
import java.util.List;
import org.recu.autodiff.CustomGradient;
import org.recu.fusion.Formula;
import org.recu.fusion.Fusion;
import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Clamp to [-1, 1], as {@code torch.nn.functional.hardtanh}: gradient 1 inside, 0 on the bounds and
 * outside. The gradient is read off the output, {@code g} where {@code |y| < 1}.
 */
public final class HardTanh {

  private HardTanh() {}

  /**
   * The clamp.
   *
   * @param tower what it is added to
   * @param input (batch, height, width, channels), float32
   */
  public static Operand<TFloat32> apply(Tower tower, Operand<TFloat32> input) {
    Ops tf = tower.ops("hardtanh");
    if (tower.int8().isPresent()) {
      return tower.int8().get().hardTanh(tf, input);
    }
    if (!tower.training()) {
      return clamp(tf, input);
    }
    return tower
        .origins()
        .normalized(input)
        .map(batch -> batch.hardTanh(tf, tower.fusions()))
        .orElseGet(() -> fused(tower, tf, List.of(input), (ops, in) -> clamp(ops, in.get(0))));
  }

  /**
   * The clamp of a sum, in training with one pass over the two.
   *
   * @param tower what it is added to
   * @param input (batch, height, width, channels), float32
   * @param shortcut shaped as the input
   */
  public static Operand<TFloat32> ofSum(
      Tower tower, Operand<TFloat32> input, Operand<TFloat32> shortcut) {
    Ops tf = tower.ops("hardtanh");
    if (tower.int8().isPresent()) {
      return tower.int8().get().hardTanh(tf, input, shortcut);
    }
    if (!tower.training()) {
      return clamp(tf, tf.math.add(input, shortcut));
    }
    return tower
        .origins()
        .normalized(input)
        .map(batch -> batch.hardTanhOfSum(tf, tower.fusions(), shortcut))
        .orElseGet(
            () ->
                fused(
                    tower,
                    tf,
                    List.of(input, shortcut),
                    (ops, in) -> clamp(ops, ops.math.add(in.get(0), in.get(1)))));
  }

  static Operand<TFloat32> clamp(Ops tf, Operand<TFloat32> input) {
    return tf.clipByValue(input, tf.constant(-1f), tf.constant(1f));
  }

  /** The gradient as one pass over that of the output and the output itself, of a shape. */
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

  private static Operand<TFloat32> fused(
      Tower tower, Ops tf, List<Operand<TFloat32>> summands, Formula clampedSum) {
    Shape shape = summands.get(0).shape();
    int count = summands.size();
    Fusion forward =
        tower.fusions().define("hard_tanh_" + count, Collections.nCopies(count, shape), clampedSum);
    Fusion backward = gradient(tower.fusions(), shape);
    Operand<TFloat32> output = tf.ensureShape(forward.apply(tf, summands), shape);
    return CustomGradient.attach(
        tf,
        output,
        summands,
        (ops, upstream) ->
            Collections.nCopies(count, backward.apply(ops, List.of(upstream, output))));
  }
}
