package org.recu.lowering;

import org.recu.binarize.Binarizer;
import org.recu.graph.Parameters;
import org.recu.nn.BatchNormalization;
import org.recu.nn.BinaryConvolution;
import org.recu.nn.HardTanh;
import org.recu.nn.Linear;
import org.recu.nn.PRelu;
import org.recu.nn.Parameter;
import org.recu.nn.RealConvolution;
import org.recu.nn.Shift;
import org.recu.nn.SignConvolution;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Evaluation in float32, by ops that any TensorFlow runs: running statistics, and signs without
 * gradients.
 *
 * <p>The sign of alpha is part of the binary weights, so that the sums of a binary convolution are
 * whole numbers and its scale is not negative. All that is known of a channel beforehand goes into
 * two numbers of the batch normalisation that follows:
 *
 * <pre>
 *   y = c gain + offset        gain = |alpha| weight / sqrt(variance + epsilon)
 *                              offset = bias - mean weight / sqrt(variance + epsilon)
 * </pre>
 *
 * <p>a product and a sum, each rounded, in whatever way it is computed.
 */
sealed class Float32Evaluation extends GraphLowering permits OneBitEvaluation {

  private final Parameters parameters;
  private final Binarizer binarizer;

  Float32Evaluation(Ops tf, Parameters parameters, Binarizer binarizer) {
    super(tf, parameters);
    this.parameters = parameters;
    this.binarizer = binarizer;
  }

  @Override
  public final Value convolution(RealConvolution layer, Value input) {
    return new Value.Plain(
        new ConvolutionOps(layer.form())
            .of(ops(layer.name()), input.real(), value(layer.weight())));
  }

  @Override
  public Value binaryConvolution(BinaryConvolution layer, Value signs) {
    Ops tf = ops(layer.name());
    Operand<TFloat32> weight =
        parameters.signs(
            DerivedNames.signs(layer),
            () ->
                tf.math.mul(
                    binarizer.weightSigns(tf, value(layer.latentWeight())),
                    direction(tf, value(layer.alpha()))));
    return scaled(
        new ConvolutionOps(layer.form()).of(tf, signs.real(), weight), scale(tf, layer.alpha()));
  }

  @Override
  public final Value signConvolution(SignConvolution layer, Value signs) {
    Ops tf = ops(layer.name());
    Operand<TFloat32> weight =
        parameters.derived(
            layer.weight().name() + ".directed",
            () -> tf.math.mul(value(layer.weight()), direction(tf, value(layer.alpha()))));
    return scaled(
        new ConvolutionOps(layer.form()).of(tf, signs.real(), weight), scale(tf, layer.alpha()));
  }

  /** The magnitude of alpha: (filters). */
  final Operand<TFloat32> scale(Ops tf, Parameter alpha) {
    return parameters.derived(alpha.name() + ".magnitude", () -> tf.math.abs(value(alpha)));
  }

  @Override
  public Value batchNormalization(BatchNormalization layer, Value input) {
    Ops tf = ops(layer.name());
    if (input instanceof Value.Sums sums) {
      return new Value.Plain(
          tf.math.add(
              tf.math.mul(kept(tf, sums.sums()), gain(tf, layer, sums.scale())),
              offset(tf, layer)));
    }
    Operand<TFloat32> pixels = FusedNormalization.toPixels(tf, layer.output(), input.real());
    Operand<TFloat32> weight = value(layer.weight());
    if (parameters.roundAsWritten()) {
      // With all numbers constant the rewriting would make a product and a sum of the op, and
      // multiply the factor into the weights of a real convolution.
      weight = UnfoldedVector.of(tf, weight);
      pixels = kept(tf, pixels);
    }
    FusedNormalization.Numbers numbers =
        new FusedNormalization.Numbers(
            weight, value(layer.bias()), value(layer.mean()), value(layer.variance()));
    return new Value.Plain(
        FusedNormalization.fromPixels(
            tf, layer.output(), FusedNormalization.of(tf, pixels, numbers, false).y()));
  }

  @Override
  public final Value linear(Linear layer, Value input) {
    Ops tf = ops(layer.name());
    return new Value.Plain(tf.math.add(kept(tf, product(tf, layer, input)), value(layer.bias())));
  }

  /**
   * The values as they are. TensorFlow's graph rewriting, where it is on, would merge what follows
   * with what is before: multiply the gain into the weights of a binary convolution, whose sums
   * would no longer be whole, add up two shifts, or round the product and the bias of a linear
   * layer at once. This op it leaves alone, and running it costs nothing.
   */
  private static Operand<TFloat32> kept(Ops tf, Operand<TFloat32> values) {
    return tf.ensureShape(values, values.shape());
  }

  /** What the sums are multiplied by: (channels). */
  final Operand<TFloat32> gain(Ops tf, BatchNormalization layer, Operand<TFloat32> scale) {
    return parameters.derived(
        DerivedNames.gain(layer), () -> tf.math.mul(unscaledGain(tf, layer), scale));
  }

  /** What is added to their product: (channels). */
  final Operand<TFloat32> offset(Ops tf, BatchNormalization layer) {
    return parameters.derived(
        DerivedNames.offset(layer),
        () ->
            tf.math.sub(
                value(layer.bias()), tf.math.mul(value(layer.mean()), unscaledGain(tf, layer))));
  }

  /** {@code weight / sqrt(variance + epsilon)}. */
  private Operand<TFloat32> unscaledGain(Ops tf, BatchNormalization layer) {
    return tf.math.div(
        value(layer.weight()),
        tf.math.sqrt(
            tf.math.add(value(layer.variance()), tf.constant(BatchNormalization.EPSILON))));
  }

  @Override
  public final Value prelu(PRelu layer, Value input) {
    Ops tf = ops(layer.name());
    Operand<TFloat32> values = input.real();
    return new Value.Plain(
        tf.select(
            tf.math.greater(values, tf.constant(0f)),
            values,
            tf.math.mul(values, value(layer.slope()))));
  }

  /**
   * {@inheritDoc} Two shifts in a row stay two: their sum, added at once, would round otherwise.
   */
  @Override
  public final Value shift(Shift layer, Value input) {
    Ops tf = ops(layer.name());
    return new Value.Plain(tf.nn.biasAdd(kept(tf, input.real()), value(layer.bias())));
  }

  @Override
  public Value hardTanh(HardTanh layer, Value input) {
    Ops tf = ops("hardtanh");
    // Not ClipByValue, which TensorFlow Lite lacks.
    return new Value.Plain(
        tf.math.minimum(tf.math.maximum(input.real(), tf.constant(-1f)), tf.constant(1f)));
  }
}
