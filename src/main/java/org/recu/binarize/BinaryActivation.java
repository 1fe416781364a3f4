package org.recu.binarize;

import java.util.List;
import org.recu.autodiff.CustomGradient;
import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The sign of a binary convolution's input.
 *
 * <p>In training, with mean {@code m} and variance (dividing by {@code n - 1}) over the {@code n}
 * values of one sample:
 *
 * <pre>
 *   a0 = a r               r = 1 / sqrt(var(a) + 1e-5)
 *   ba = sign(a0)          gradient max(0, 2 - 2 |a0|): Bi-Real's piecewise polynomial
 * </pre>
 *
 * <p>{@code r} is positive, so the forward value is {@code sign(a)} and costs one pass; variance
 * and mean are needed by the gradient alone, which is that of both lines in one formula ({@link
 * SignGradient}). With {@code h = max(0, 1/r - |a|)} and {@code g} the upstream gradient,
 *
 * <pre>
 *   da = 2 r^2 (g h - c (a - m))          c = r^2 sum(g h a) / (n - 1)
 * </pre>
 *
 * <p>where 2 r g h is the gradient with respect to {@code a0} times {@code r}, and the rest is what
 * flows through the variance. In evaluation {@code a0 = a}, and no gradient is defined.
 */
public final class BinaryActivation {

  private BinaryActivation() {}

  /**
   * Exactly -1, 0 or +1, with the gradient of the scaled input's sign.
   *
   * @param tf where the ops go
   * @param fusions of the same graph
   * @param activation (batch, height, width, channels), float32; all but the batch known
   */
  public static Operand<TFloat32> training(Ops tf, Fusions fusions, Operand<TFloat32> activation) {
    SignGradient gradient = SignGradient.of(fusions, activation.shape(), TFloat32.class);
    return CustomGradient.attach(
        tf,
        tf.math.sign(activation),
        List.of(activation),
        (ops, upstream) -> List.of(gradient.of(ops, activation, upstream)));
  }

  /**
   * Exactly -1, 0 or +1.
   *
   * @param tf where the ops go
   * @param activation any shape, float32
   */
  public static Operand<TFloat32> evaluation(Ops tf, Operand<TFloat32> activation) {
    return tf.math.sign(activation);
  }
}
