package org.recu.nn;

import java.util.List;
import org.recu.autodiff.CustomGradient;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.ReluGrad;
import org.tensorflow.types.TFloat32;

/**
 * Clamp to [-1, 1], as {@code torch.nn.functional.hardtanh}: gradient 1 inside, 0 on the bounds and
 * outside.
 *
 * <p>The gradient is read off the output, {@code g} where {@code 1 - |y| > 0}, in three passes;
 * TensorFlow's own for {@code ClipByValue} takes the input, two comparisons and a choice.
 */
public final class HardTanh {

  private HardTanh() {}

  /**
   * The clamp.
   *
   * @param tower what it is added to
   * @param input any shape, float32
   */
  public static Operand<TFloat32> apply(Tower tower, Operand<TFloat32> input) {
    Ops tf = tower.ops("hardtanh");
    Operand<TFloat32> output = tf.clipByValue(input, tf.constant(-1f), tf.constant(1f));
    if (!tower.training()) {
      return output;
    }
    return CustomGradient.attach(
        tf,
        output,
        List.of(input),
        (ops, upstream) -> {
          Operand<TFloat32> inside = ops.math.sub(ops.constant(1f), ops.math.abs(output));
          return List.of(ReluGrad.create(ops.scope(), upstream, inside));
        });
  }
}
