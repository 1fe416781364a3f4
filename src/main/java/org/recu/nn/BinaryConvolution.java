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
 * <p>In evaluation alpha follows the convolution, whose sums of -1, 0 and +1 are then whole
 * numbers, exact in any order of summation: a network gives the same logits whatever the number of
 * threads, and an exported one the same as this one. In training alpha is multiplied into the
 * weights, {@code conv(sign(a), sign(w) alpha)}, which saves a pass over the activations forward
 * and backward at the price of the sums' last bits.
 *
 * <p>Where a maximum over outputs comes next, that price is too high: whole numbers tie often, and
 * rounding would decide by chance which of them the gradient goes to. {@link #beforeMaximum} keeps
 * the sums whole in training too.
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
    return add(tower, name, input, form, initial, !tower.training());
  }

  /** The same as {@link #apply}, for outputs that a max pooling compares with each other. */
  public static Operand<TFloat32> beforeMaximum(
      Tower tower, String name, Operand<TFloat32> input, Convolution form, Initial initial) {
    return add(tower, name, input, form, initial, true);
  }

  private static Operand<TFloat32> add(
      Tower tower,
      String name,
      Operand<TFloat32> input,
      Convolution form,
      Initial initial,
      boolean wholeSums) {
    Ops tf = tower.ops(name);
    Parameter weight = form.weight(name, input.shape(), initial);
    Operand<TFloat32> signs = signs(tower, tf, weight);
    Operand<TFloat32> alpha =
        tower
            .parameters()
            .value(
                tf,
                new Parameter(
                    name + ".alpha",
                    ParameterKind.VECTOR,
                    Shape.of(form.filters()),
                    Initial.uniform(0, 1)));
    Operand<TFloat32> activation =
        tower.training()
            ? BinaryActivation.training(tf, input)
            : BinaryActivation.evaluation(tf, input);
    Operand<TFloat32> output =
        wholeSums
            ? tf.math.mul(form.apply(tf, activation, signs), alpha)
            : form.apply(tf, activation, tf.math.mul(signs, alpha));
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

  private static Operand<TFloat32> signs(Tower tower, Ops tf, Parameter weight) {
    Parameters parameters = tower.parameters();
    return tower
        .tau()
        .map(tau -> WeightRectification.of(tf, parameters.value(tf, weight), tau).signs())
        .orElseGet(
            () ->
                parameters.derived(
                    weight.name() + ".sign",
                    () -> WeightRectification.signs(tf, parameters.value(tf, weight))));
  }
}
