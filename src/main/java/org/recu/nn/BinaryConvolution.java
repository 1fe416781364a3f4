package org.recu.nn;

import java.util.Locale;
import org.recu.binarize.BinaryActivation;
import org.recu.binarize.WeightRectification;
import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * ReCU's binary convolution: {@code conv(sign(a), sign(w)) * alpha}, one alpha an output channel.
 *
 * <p>The sign of alpha is taken into the binary weights. The convolution's sums of -1, 0 and +1 are
 * whole numbers, exact in any order of summation, and alpha's magnitude is applied after them: by
 * the batch normalisation that follows, which takes it into its own numbers without a pass over the
 * activations, or by {@link ScaledSums#product}. So a network gives the same logits whatever the
 * number of threads, an exported one the same as this one, and what is equal by the definition
 * stays equal: max pooling meets many ties, and rounding would decide by chance which of them the
 * gradient goes to.
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
   * @return sums (batch, out height, out width, filters) and alpha's magnitude (filters)
   */
  public static ScaledSums apply(
      Tower tower, String name, Operand<TFloat32> input, Convolution form, Initial initial) {
    Ops tf = tower.ops(name);
    Parameter weight = form.weight(name, input.shape(), initial);
    Parameter alpha = alpha(name, form);
    ScaledSums output =
        new ScaledSums(
            tower
                .int8()
                .map(layers -> layers.convolve(tf, input, form, signsName(weight)))
                .orElseGet(
                    () -> sums(tower, tf, input, form, signs(tower, tf, weight, alpha), true)),
            scale(tower, tf, alpha));
    Shape shape = output.sums().shape();
    tower.record(
        new Layer(
            name,
            String.format(Locale.ROOT, "binary convolution %dx%d", form.kernel(), form.kernel()),
            shape.tail(),
            weight.shape().size(),
            0,
            form.multiplyAdds(shape, weight.shape()),
            0));
    return output;
  }

  /**
   * The same with the weight as it is, not rectified and not binarized: {@code conv(sign(a), w) *
   * alpha}. Its sums are not whole.
   *
   * @param tower what it is added to
   * @param name the module's PyTorch name
   * @param input (batch, height, width, channels), float32, real: its sign is taken here
   * @param form filters, kernel, stride and padding
   * @param initial where the weight starts
   * @return sums (batch, out height, out width, filters) and alpha's magnitude (filters)
   */
  public static ScaledSums withRealWeights(
      Tower tower, String name, Operand<TFloat32> input, Convolution form, Initial initial) {
    Ops tf = tower.ops(name);
    Parameter weight = form.weight(name, input.shape(), initial);
    Parameter alpha = alpha(name, form);
    ScaledSums output =
        new ScaledSums(
            sums(tower, tf, input, form, directed(tower, tf, weight, alpha), false),
            scale(tower, tf, alpha));
    Shape shape = output.sums().shape();
    tower.record(
        new Layer(
            name,
            String.format(Locale.ROOT, "sign convolution %dx%d", form.kernel(), form.kernel()),
            shape.tail(),
            0,
            weight.shape().size() + form.filters(),
            0,
            form.multiplyAdds(shape, weight.shape())));
    return output;
  }

  /**
   * The convolution of the input's signs.
   *
   * @param whole whether the weight is of signs too
   */
  private static Operand<TFloat32> sums(
      Tower tower,
      Ops tf,
      Operand<TFloat32> input,
      Convolution form,
      Operand<TFloat32> weight,
      boolean whole) {
    if (!tower.training()) {
      return form.apply(tower, tf, BinaryActivation.evaluation(tf, input), weight);
    }
    Fusions fusions = tower.fusions();
    boolean cpu = tower.device().gpu().isEmpty();
    if (cpu && tower.arithmetic() == Arithmetic.MIXED) {
      return tower.origins().widened(tf, MixedSums.of(tf, fusions, form, input, weight));
    }
    Operand<TFloat32> signs = BinaryActivation.training(tf, fusions, input);
    return whole && cpu && Processor.current().bfloat16Tiles()
        ? WholeSums.of(tf, fusions, form, signs, weight)
        : form.apply(tower, tf, signs, weight);
  }

  private static Parameter alpha(String name, Convolution form) {
    return new Parameter(
        name + ".alpha", ParameterKind.ALPHA, Shape.of(form.filters()), Initial.uniform(0, 1));
  }

  /** The binary weights times {@link #direction}: (kernel, kernel, in, filters). */
  private static Operand<TFloat32> signs(
      Tower tower, Ops tf, Parameter latentWeight, Parameter alpha) {
    Parameters parameters = tower.parameters();
    if (tower.tau().isPresent()) {
      Operand<TFloat32> weight = parameters.value(tf, latentWeight);
      return WeightRectification.of(tf, tower.fusions(), weight, tower.tau().get())
          .signs(direction(tf, parameters.value(tf, alpha)));
    }
    return parameters.signs(
        signsName(latentWeight),
        () ->
            tf.math.mul(
                WeightRectification.signs(tf, parameters.value(tf, latentWeight)),
                direction(tf, parameters.value(tf, alpha))));
  }

  private static String signsName(Parameter latentWeight) {
    return latentWeight.name() + ".sign";
  }

  /** The weight as it is times {@link #direction}: (kernel, kernel, in, filters). */
  private static Operand<TFloat32> directed(
      Tower tower, Ops tf, Parameter weight, Parameter alpha) {
    Parameters parameters = tower.parameters();
    Operand<TFloat32> value = parameters.value(tf, weight);
    if (tower.training()) {
      return tf.math.mul(value, direction(tf, parameters.value(tf, alpha)));
    }
    return parameters.derived(
        weight.name() + ".directed",
        () -> tf.math.mul(value, direction(tf, parameters.value(tf, alpha))));
  }

  /** Alpha times {@link #direction}: (filters), at least 0. */
  private static Operand<TFloat32> scale(Tower tower, Ops tf, Parameter alpha) {
    Parameters parameters = tower.parameters();
    if (tower.training()) {
      Operand<TFloat32> value = parameters.value(tf, alpha);
      return tf.math.mul(value, direction(tf, value));
    }
    return parameters.derived(
        alpha.name() + ".magnitude", () -> tf.math.abs(parameters.value(tf, alpha)));
  }

  /** -1 where alpha is below 0, else +1, so that alpha can leave 0: (filters), no gradient. */
  private static Operand<TFloat32> direction(Ops tf, Operand<TFloat32> alpha) {
    return tf.stopGradient(
        tf.select(tf.math.less(alpha, tf.constant(0f)), tf.constant(-1f), tf.constant(1f)));
  }
}
