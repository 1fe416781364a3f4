package org.recu.nn;

import java.util.List;
import org.recu.autodiff.CustomGradient;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * {@code x} above 0, {@code slope x} elsewhere, a slope a channel, as {@code torch.nn.PReLU}:
 *
 * <pre>
 *   dx = g where x &gt; 0, slope g elsewhere, at 0 too
 *   dslope = sum of g x where x &lt;= 0
 * </pre>
 *
 * <p>The gradient is written out: TensorFlow would differentiate the choice, the product and its
 * broadcast each on its own, with passes over the activations for each.
 */
public final class PRelu {

  private static final double START = 0.25;

  private PRelu() {}

  /**
   * Adds a PReLU with {@code name.weight}, the slopes, which start at 0.25.
   *
   * @param tower what it is added to
   * @param name the module's PyTorch name
   * @param input (batch, height, width, channels), float32
   * @return shaped as the input
   */
  public static Operand<TFloat32> apply(Tower tower, String name, Operand<TFloat32> input) {
    Ops tf = tower.ops(name);
    long channels = input.shape().get(3);
    Operand<TFloat32> slope =
        tower
            .parameters()
            .value(
                tf,
                new Parameter(
                    name + ".weight",
                    ParameterKind.VECTOR,
                    Shape.of(channels),
                    Initial.constant(START)));
    tower.record(new Layer(name, "prelu", input.shape().tail(), 0, channels, 0, 0));
    Operand<TBool> above = tf.math.greater(input, tf.constant(0f));
    Operand<TFloat32> output = tf.select(above, input, tf.math.mul(input, slope));
    if (!tower.training()) {
      return output;
    }
    return CustomGradient.attach(
        tf,
        output,
        List.of(input, slope),
        (ops, upstream) ->
            List.of(
                ops.select(above, upstream, ops.math.mul(upstream, slope)),
                ops.reduceSum(
                    ops.math.mul(upstream, ops.math.minimum(input, ops.constant(0f))),
                    ops.constant(new int[] {0, 1, 2}))));
  }
}
