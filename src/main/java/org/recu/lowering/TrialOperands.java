package org.recu.lowering;

import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * What a layer that is tried convolves. Owns native memory.
 *
 * <p>Seven of eight numbers are positive: with as many negative ones, sums would not get so large
 * that an inexact way shows.
 *
 * @param activation (images, height, width, channels): from -1/8 to 7/8, a few of them 0
 * @param signs of the activation
 * @param weight (kernel, kernel, channels, filters): each -1 or +1
 */
record TrialOperands(TFloat32 activation, TFloat32 signs, TFloat32 weight)
    implements AutoCloseable {

  /** One of so many numbers is 0. */
  private static final int ZERO = 64;

  /** Draws the operands of a layer; the same ones every time. */
  static TrialOperands of(TriedLayer layer) {
    float[] activation = numbers(1, layer.input());
    Shape kernel = Shape.of(layer.shape().weight().asArray());
    float[] weight = numbers(2, kernel);
    for (int i = 0; i < weight.length; i++) {
      weight[i] = weight[i] < 0 ? -1 : 1;
    }
    float[] signs = new float[activation.length];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = Math.signum(activation[i]);
    }
    return new TrialOperands(
        tensor(layer.input(), activation), tensor(layer.input(), signs), tensor(kernel, weight));
  }

  private static float[] numbers(long seed, Shape shape) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] numbers = new float[(int) shape.size()];
    for (int i = 0; i < numbers.length; i++) {
      int bits = random.nextInt();
      numbers[i] = bits % ZERO == 0 ? 0 : (bits >>> Byte.SIZE) * 0x1p-24f - 0.125f;
    }
    return numbers;
  }

  private static TFloat32 tensor(Shape shape, float[] values) {
    return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
  }

  @Override
  public void close() {
    activation.close();
    signs.close();
    weight.close();
  }
}
