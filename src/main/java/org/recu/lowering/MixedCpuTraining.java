package org.recu.lowering;

import org.recu.nn.BatchNormalization;
import org.recu.nn.Convolution;
import org.recu.nn.MaxPooling;
import org.recu.nn.RealConvolution;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/**
 * Training in mixed precision on the CPU.
 *
 * <p>Convolutions of signs with signs give the whole numbers that they give in float32. What any
 * other convolution gives stays in bfloat16 until the hard tanh: the batch normalisation reads it
 * as it is, and {@link MixedNormalization} goes from there to the clamped result in one pass. All
 * gradients of convolutions are computed in bfloat16.
 */
final class MixedCpuTraining extends Training {

  private final Ways ways;

  /**
   * Training in a graph.
   *
   * @param context of the same graph
   * @param ways to the sums of convolutions of signs with signs
   */
  MixedCpuTraining(Ops tf, TrainingContext context, Ways ways) {
    super(tf, context);
    this.ways = ways;
  }

  /**
   * The result of a real convolution.
   *
   * @param narrow in bfloat16
   */
  private record Narrow(Operand<TBfloat16> narrow, LazyOperand<TFloat32> widened) implements Value {
    @Override
    public Operand<TFloat32> real() {
      return widened.get();
    }
  }

  /**
   * The sums of a convolution of signs with numbers, and their scale, not yet applied.
   *
   * @param narrow the sums in bfloat16
   * @param scale (channels), float32
   * @param sums the same in float32
   */
  private record NarrowSums(
      Operand<TBfloat16> narrow,
      Operand<TFloat32> scale,
      LazyOperand<TFloat32> sums,
      LazyOperand<TFloat32> product)
      implements Value {
    @Override
    public Operand<TFloat32> real() {
      return product.get();
    }
  }

  @Override
  public Value convolution(RealConvolution layer, Value input) {
    Ops tf = ops(layer.name());
    Operand<TBfloat16> narrow =
        new ConvolutionOps(layer.form()).narrow(tf, input.real(), value(layer.weight()));
    return new Narrow(narrow, widened(tf, narrow));
  }

  @Override
  Value convolution(
      Ops tf, Convolution form, Value activation, Weight weight, Operand<TFloat32> scale) {
    TrainedSums<TBfloat16> sums =
        TrainedSums.of(tf, context(), form, activation, weight, ways, TBfloat16.class);
    if (weight.whole()) {
      return sums.fitInt16()
          ? SignSums.of(sums, scale, () -> ops("alpha"))
          : scaled(sums.float32(), scale);
    }
    Operand<TBfloat16> narrow = sums.bfloat16();
    LazyOperand<TFloat32> wide = widened(tf, narrow);
    return new NarrowSums(
        narrow, scale, wide, LazyOperand.of(() -> ops("alpha").math.mul(wide.get(), scale)));
  }

  private static LazyOperand<TFloat32> widened(Ops tf, Operand<TBfloat16> narrow) {
    return LazyOperand.of(() -> tf.dtypes.cast(narrow, TFloat32.class));
  }

  @Override
  public Value maxPooling(MaxPooling layer, Value input) {
    if (input instanceof SignSums sums) {
      return super.maxPooling(layer, scaled(sums.float32().get(), sums.scale()));
    }
    return super.maxPooling(
        layer, input instanceof NarrowSums sums ? scaled(sums.sums.get(), sums.scale) : input);
  }

  @Override
  public Value batchNormalization(BatchNormalization layer, Value input) {
    Ops tf = ops(layer.name());
    CpuNormalization normalization = new CpuNormalization(tf, context(), layer);
    if (input instanceof Narrow batch) {
      return deferred(tf, normalization.ofNarrow(batch.narrow));
    }
    if (input instanceof SignSums sums) {
      return deferred(tf, normalization.ofNarrowInt16(sums.sums().int16(), sums.scale()));
    }
    if (input instanceof NarrowSums sums) {
      return deferred(tf, normalization.ofNarrowScaled(sums.narrow, sums.scale));
    }
    if (input instanceof Value.Sums sums) {
      return deferred(tf, normalization.ofScaled(sums.sums(), sums.scale()));
    }
    return normalized(tf, layer, input.real());
  }
}
