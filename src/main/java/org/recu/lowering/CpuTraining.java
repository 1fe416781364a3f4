package org.recu.lowering;

import org.recu.nn.BatchNormalization;
import org.recu.nn.Convolution;
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
    long signs = weight.values().shape().size() / form.filters();
    return scaled(sums(tf, form, activation, weight), scale, weight.whole() && KeptSums.fit(signs));
  }

  private Operand<TFloat32> sums(Ops tf, Convolution form, Value activation, Weight weight) {
    SignInput input = SignInput.of(activation);
    SumsBy way = weight.whole() ? ways.of(shape(form, input.values())) : SumsBy.CONVOLUTION;
    if (way == SumsBy.COUNT && OneBitSums.fit(form, input.values().shape())) {
      return CountedSums.of(tf, fusions(), binarizer(), form, input, weight.values());
    }
    Operand<TFloat32> signs = binarizer().activation(tf, fusions(), activation.real());
    Operand<TFloat32> sums =
        way == SumsBy.PARTS
            ? WholeSums.of(tf, fusions(), form, signs, weight.values())
            : new ConvolutionOps(form).of(tf, signs, weight.values());
    return ConvolutionGradients.define(fusions(), form, signs.shape())
        .attached(tf, sums, signs, weight.values());
  }

  @Override
  public Value batchNormalization(BatchNormalization layer, Value input) {
    Ops tf = ops(layer.name());
    CpuNormalization normalization = new CpuNormalization(tf, context(), layer);
    if (input instanceof Value.Sums sums) {
      return deferred(
          tf,
          sums.narrow()
              ? normalization.ofKept(sums.sums(), sums.scale())
              : normalization.ofScaled(sums.sums(), sums.scale()));
    }
    return normalized(tf, layer, input.real());
  }
}
