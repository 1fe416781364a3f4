package org.recu.lowering;

import org.recu.nn.BatchNormalization;
import org.recu.nn.Convolution;
import org.recu.nn.RealConvolution;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * Training on a GPU, in float32 or mixed precision.
 *
 * <p>TensorFlow's fused batch normalisation does all of that layer: there its sums are short, and
 * the op for its gradient expects other statistics than on the CPU.
 */
final class GpuTraining extends Training {

  private final Arithmetic arithmetic;

  /**
   * Training in a graph.
   *
   * @param context of the same graph; its fusions are not compiled
   * @param arithmetic of the convolutions
   */
  GpuTraining(Ops tf, TrainingContext context, Arithmetic arithmetic) {
    super(tf, context);
    this.arithmetic = arithmetic;
  }

  @Override
  public Value convolution(RealConvolution layer, Value input) {
    return new Value.Plain(
        convolved(ops(layer.name()), layer.form(), input.real(), value(layer.weight())));
  }

  @Override
  Value convolution(
      Ops tf, Convolution form, Value activation, Weight weight, Operand<TFloat32> scale) {
    Operand<TFloat32> sums =
        convolved(
            tf, form, binarizer().activation(tf, fusions(), activation.real()), weight.values());
    return scaled(sums, scale);
  }

  private Operand<TFloat32> convolved(
      Ops tf, Convolution form, Operand<TFloat32> input, Operand<TFloat32> weight) {
    ConvolutionOps convolution = new ConvolutionOps(form);
    return switch (arithmetic) {
      case FLOAT32 -> convolution.of(tf, input, weight);
      case MIXED -> tf.dtypes.cast(convolution.narrow(tf, input, weight), TFloat32.class);
    };
  }

  @Override
  public Value batchNormalization(BatchNormalization layer, Value input) {
    Ops tf = ops(layer.name());
    Operand<TFloat32> pixels = FusedNormalization.toPixels(tf, layer.output(), input.real());
    if (context().whole().isPresent()) {
      return new Value.Plain(
          FusedNormalization.fromPixels(
              tf, layer.output(), new CpuNormalization(tf, context(), layer).of(pixels)));
    }
    Operand<TFloat32> none = tf.constant(new float[0]);
    FusedBatchNorm<TFloat32, TFloat32> normalized =
        FusedNormalization.of(
            tf,
            pixels,
            new FusedNormalization.Numbers(value(layer.weight()), value(layer.bias()), none, none),
            true);
    RunningStatistics.follow(
        context().parameters(), layer, normalized.batchMean(), normalized.batchVariance());
    return new Value.Plain(FusedNormalization.fromPixels(tf, layer.output(), normalized.y()));
  }
}
