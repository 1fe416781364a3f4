package org.recu.lowering;

import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Sums of a convolution of signs with signs in training on the CPU, in 16 bits if whoever reads
 * them takes them so, and their scale, not yet applied.
 *
 * @param sums whole numbers that {@linkplain TrainedSums#fitInt16 16 bits hold}
 * @param scale (channels)
 * @param float32 the same sums in float32
 * @param product of the two, float32, for whoever does not use them apart
 */
record SignSums(
    TrainedSums<?> sums,
    Operand<TFloat32> scale,
    LazyOperand<TFloat32> float32,
    LazyOperand<TFloat32> product)
    implements Value {

  /**
   * Sums that are added to the graph when they are read.
   *
   * @param scale (channels)
   * @param tf where the product goes
   */
  static SignSums of(TrainedSums<?> sums, Operand<TFloat32> scale, Supplier<Ops> tf) {
    LazyOperand<TFloat32> float32 = LazyOperand.of(sums::float32);
    return new SignSums(
        sums, scale, float32, LazyOperand.of(() -> tf.get().math.mul(float32.get(), scale)));
  }

  @Override
  public Operand<TFloat32> real() {
    return product.get();
  }
}
