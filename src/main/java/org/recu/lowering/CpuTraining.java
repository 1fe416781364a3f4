package org.recu.lowering;

import org.recu.nn.BatchNormalization;
import org.recu.nn.Convolution;
import org.recu.nn.MaxPooling;
import org.recu.nn.RealConvolution;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Training in float32 on the CPU. */
final class CpuTraining extends Training {

  private final Ways ways;

  /**
   * Training in a graph.
   *
   * @param context of the same graph
   * @param ways to the sums of convolutions of signs with signs
   */
  CpuTraining(Ops tf, TrainingContext context, Ways ways) {
    super(tf, context);
    this.ways = ways;
  }

  @Override
  public Value convolution(RealConvolution layer, Value input) {
    return new Value.Plain(
        new ConvolutionOps(layer.form())
            .of(ops(layer.name()), input.real(), value(layer.weight())));
  }

  @Override
  Value convolution(
      Ops tf, Convolution form, Value activation, Weight weight, Operand<TFloat32> scale) {
    TrainedSums<TFloat32> sums =
        TrainedSums.of(tf, context(), form, activation, weight, ways, TFloat32.class);
    return sums.fitInt16()
        ? SignSums.of(sums, scale, () -> ops("alpha"))
        : scaled(sums.float32(), scale);
  }

  @Override
  public Value maxPooling(MaxPooling layer, Value input) {
    return super.maxPooling(
        layer, input instanceof SignSums sums ? scaled(sums.float32().get(), sums.scale()) : input);
  }

  @Override
  public Value batchNormalization(BatchNormalization layer, Value input) {
    Ops tf = ops(layer.name());
    CpuNormalization normalization = new CpuNormalization(tf, context(), layer);
    if (input instanceof SignSums sums) {
      return deferred(tf, normalization.ofInt16(sums.sums().int16(), sums.scale()));
    }
    if (input instanceof Value.Sums sums) {
      return deferred(tf, normalization.ofScaled(sums.sums(), sums.scale()));
    }
    return normalized(tf, layer, input.real());
  }
}
