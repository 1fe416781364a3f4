package org.recu.lowering;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.recu.binarize.ActivationGradient;
import org.recu.binarize.Binarizer;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusions;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/**
 * A convolution of activations' signs in mixed precision on the CPU, with the gradients of both the
 * sign and the convolution.
 *
 * <p>Its numbers are those of the sign followed by a convolution in bfloat16. As one op it writes
 * the signs in bfloat16 at once, and the gradient between the two stays in bfloat16, which saves
 * two passes over the activations. The backward pass takes the sign once more ({@link LateSigns}).
 *
 * @param form the convolution
 * @param activation (batch, height, width, channels), float32, real
 * @param weight (kernel, kernel, channels, filters), bfloat16
 * @param lateSigns of the activation, for the backward pass
 * @param gradient of the sign
 */
record MixedSums(
    ConvolutionOps form,
    Operand<TFloat32> activation,
    Operand<TBfloat16> weight,
    LateSigns<TBfloat16> lateSigns,
    ActivationGradient gradient) {

  /**
   * Adds the convolution.
   *
   * @param tf where it goes
   * @param fusions of the same graph, compiled
   * @param binarizer whose gradient the sign has
   * @param geometry of the convolution
   * @param input the activation
   * @param weight (kernel, kernel, channels, filters), float32
   * @param way to the sums: all but {@link SumsBy#COUNT} are one here
   * @return (batch, out height, out width, filters), bfloat16
   */
  static Operand<TBfloat16> of(
      Ops tf,
      Fusions fusions,
      Binarizer binarizer,
      Convolution geometry,
      SignInput input,
      Training.Weight weight,
      SumsBy way) {
    Operand<TFloat32> activation = input.values();
    Shape shape = activation.shape();
    ConvolutionOps form = new ConvolutionOps(geometry);
    Operand<TBfloat16> rounded = tf.dtypes.cast(weight.values(), TBfloat16.class);
    Operand<TBfloat16> value =
        weight.whole() && counts(way, geometry, shape)
            ? OneBitSums.of(tf, fusions, geometry, activation, weight.values(), TBfloat16.class)
            : form.of(tf, signs(tf, fusions, activation, shape), rounded);
    MixedSums sums =
        new MixedSums(
            form,
            activation,
            rounded,
            LateSigns.define(fusions, shape, TBfloat16.class),
            binarizer.activationGradient(
                fusions, shape, TBfloat16.class, input.clamped().isPresent()));
    return input.convolution(tf, value, weight.values(), sums::backward);
  }

  /**
   * The sums alone, without gradients.
   *
   * @param weight (kernel, kernel, channels, filters), float32; signs, where the way is to count
   */
  static Operand<TBfloat16> forward(
      Ops tf,
      Fusions fusions,
      Convolution geometry,
      Operand<TFloat32> activation,
      Operand<TFloat32> weight,
      SumsBy way) {
    Shape shape = activation.shape();
    return counts(way, geometry, shape)
        ? OneBitSums.of(tf, fusions, geometry, activation, weight, TBfloat16.class)
        : new ConvolutionOps(geometry)
            .of(tf, signs(tf, fusions, activation, shape), tf.dtypes.cast(weight, TBfloat16.class));
  }

  private static boolean counts(SumsBy way, Convolution form, Shape input) {
    return way == SumsBy.COUNT && OneBitSums.fit(form, input);
  }

  private static Operand<TBfloat16> signs(
      Ops tf, Fusions fusions, Operand<TFloat32> activation, Shape shape) {
    return tf.ensureShape(
        fusions
            .function(
                String.format(
                    Locale.ROOT, "signs_%dx%dx%d", shape.get(1), shape.get(2), shape.get(3)),
                List.of(new Argument(TFloat32.class, shape)),
                (ops, in) ->
                    List.of(
                        ops.dtypes.cast(
                            ops.math.sign(in.get(0).expect(TFloat32.class)), TBfloat16.class)))
            .call(tf, List.of(activation))
            .get(0)
            .expect(TBfloat16.class),
        shape);
  }

  private List<Operand<TFloat32>> backward(
      Ops tf, Operand<TBfloat16> upstream, Optional<Operand<TFloat32>> beside) {
    Operand<TBfloat16> signs = form.padded(tf, lateSigns.of(tf, activation, upstream));
    Operand<TBfloat16> forSigns =
        tf.nn.conv2dBackpropInput(
            tf.shape(signs), weight, upstream, form.strides(), form.paddingName());
    Operand<TBfloat16> forWeight = form.filterGradient(tf, signs, tf.shape(weight), upstream);
    return List.of(
        gradient.of(tf, activation, form.unpadded(tf, forSigns, tf.shape(activation)), beside),
        tf.dtypes.cast(forWeight, TFloat32.class));
  }
}
