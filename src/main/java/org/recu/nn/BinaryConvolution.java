package org.recu.nn;

import java.util.Locale;
import org.recu.binarize.BinaryActivation;
import org.recu.binarize.WeightRectification;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * ReCU's binary convolution: {@code conv(sign(a), sign(w)) * alpha}, one alpha an output channel.
 *
 * <p>In training alpha is multiplied into the weights, {@code conv(sign(a), sign(w) alpha)}, which
 * saves a pass over the activations forward and backward. In evaluation it follows the convolution,
 * whose sums of -1, 0 and +1 are then whole numbers, exact in any order of summation: a network
 * gives the same logits whatever the number of threads, and an exported one the same as this one.
 */
public final class BinaryConvolution {

  private BinaryConvolution() {}

  /**
   * Adds a binary convolution with its parameters {@code name.weight} and {@code name.alpha}.
   *
   * @param tower what it is added to
   * @param name the module's PyTorch name
   * @param input (batch, height, width, channels), float32, real: its sign is taken here
   * @param form filters, kernel, stride and padding
   * @param initial where the latent weight starts
   * @return (batch, out height, out width, filters)
   */
  public static Operand<TFloat32> apply(
      Tower tower, String name, Operand<TFloat32> input, Convolution form, Initial initial) {
    Ops tf = tower.ops(name);
    Parameters parameters = tower.parameters();
    Parameter weight = form.weight(name, input.shape(), initial);
    Parameter alpha =
        new Parameter(
            name + ".alpha", ParameterKind.VECTOR, Shape.of(form.filters()), Initial.uniform(0, 1));
    Operand<TFloat32> output =
        tower
            .tau()
            .map(
                tau -> {
                  Operand<TFloat32> signs =
                      WeightRectification.of(tf, parameters.value(tf, weight), tau).signs();
                  return form.apply(
                      tf,
                      BinaryActivation.training(tf, input),
                      tf.math.mul(signs, parameters.value(tf, alpha)));
                })
            .orElseGet(
                () -> {
                  Operand<TFloat32> signs =
                      parameters.derived(
                          name + ".weight.sign",
                          () -> WeightRectification.signs(tf, parameters.value(tf, weight)));
                  return tf.math.mul(
                      form.apply(tf, BinaryActivation.evaluation(tf, input), signs),
                      parameters.value(tf, alpha));
                });
    tower.record(
        new Layer(
            name,
            String.format(Locale.ROOT, "binary convolution %dx%d", form.kernel(), form.kernel()),
            output.shape().tail(),
            weight.shape().size(),
            form.filters(),
            form.multiplyAdds(output.shape(), weight.shape()),
            0));
    return output;
  }
}
