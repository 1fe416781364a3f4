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
 * <p>The convolution's sums of -1, 0 and +1 are whole numbers, exact in any order of summation, and
 * alpha is applied after them: by the batch normalisation that follows, which takes it into its own
 * numbers without a pass over the activations, or by {@link ScaledSums#product}. So a network gives
 * the same logits whatever the number of threads, an exported one the same as this one, and what is
 * equal by the definition stays equal: max pooling meets many ties, and rounding would decide by
 * chance which of them the gradient goes to.
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
   * @return sums (batch, out height, out width, filters) and alpha (filters)
   */
  public static ScaledSums apply(
      Tower tower, String name, Operand<TFloat32> input, Convolution form, Initial initial) {
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
                    ParameterKind.ALPHA,
                    Shape.of(form.filters()),
                    Initial.uniform(0, 1)));
    Operand<TFloat32> activation =
        tower.training()
            ? BinaryActivation.training(tf, input)
            : BinaryActivation.evaluation(tf, input);
    Operand<TFloat32> sums = form.apply(tf, activation, signs);
    tower.record(
        new Layer(
            name,
            String.format(Locale.ROOT, "binary convolution %dx%d", form.kernel(), form.kernel()),
            sums.shape().tail(),
            weight.shape().size(),
            0,
            form.multiplyAdds(sums.shape(), weight.shape()),
            0));
    return new ScaledSums(sums, alpha);
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
