package org.recu.nn;

import java.util.Collections;
import java.util.List;
import org.recu.autodiff.CustomGradient;
import org.recu.fusion.Formula;
import org.recu.fusion.Fusion;
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
    return tower.training()
        ? fused(tower, tf, List.of(input), (ops, in) -> clamp(ops, in.get(0)))
        : clamp(tf, input);
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
    return tower.training()
        ? fused(
            tower,
            tf,
            List.of(input, shortcut),
            (ops, in) -> clamp(ops, ops.math.add(in.get(0), in.get(1))))
        : clamp(tf, tf.math.add(input, shortcut));
  }

  private static Operand<TFloat32> clamp(Ops tf, Operand<TFloat32> input) {
    return tf.clipByValue(input, tf.constant(-1f), tf.constant(1f));
  }

  private static Operand<TFloat32> fused(
      Tower tower, Ops tf, List<Operand<TFloat32>> summands, Formula clampedSum) {
    Shape shape = summands.get(0).shape();
    int count = summands.size();
    Fusion forward =
        tower.fusions().define("hard_tanh_" + count, Collections.nCopies(count, shape), clampedSum);
    Fusion backward =
        tower
            .fusions()
            .define(
                "hard_tanh_gradient",
                List.of(shape, shape),
                (ops, in) ->
                    ops.select(
                        ops.math.less(ops.math.abs(in.get(1)), ops.constant(1f)),
                        in.get(0),
                        ops.constant(0f)));
    Operand<TFloat32> output = tf.ensureShape(forward.apply(tf, summands), shape);
    return CustomGradient.attach(
        tf,
        output,
        summands,
        (ops, upstream) ->
            Collections.nCopies(count, backward.apply(ops, List.of(upstream, output))));
  }
}
