package org.recu.lowering;

import org.recu.fusion.Fusions;
import org.recu.graph.SignWords;
import org.recu.nn.BinaryConvolution;
import org.recu.nn.UnsupportedLayerException;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** A binary convolution that {@linkplain OneBitSums counts bits}, of weights held as bits. */
final class OneBitConvolution {

  private OneBitConvolution() {}

  /**
   * Adds the convolution.
   *
   * @param tf where it goes
   * @param fusions of the same graph, compiled
   * @param weights of the layer
   * @param activation whose signs are convolved: (batch, height, width, channels); all but the
   *     batch known
   * @return (batch, out height, out width, filters)
   * @throws UnsupportedLayerException if its form is none that bits are counted of
   */
  static Operand<TInt32> of(
      Ops tf,
      Fusions fusions,
      BinaryConvolution layer,
      SignWords weights,
      Operand<TFloat32> activation) {
    if (!OneBitSums.fit(layer.form(), activation.shape())) {
      throw new UnsupportedLayerException(
          layer, "bits are counted of 16, 32 or a multiple of 64 channels, by kernels up to 4x4");
    }
    OneBitLoop<TInt32> loop = OneBitSums.loop(layer.form(), activation.shape(), TInt32.class);
    return OneBitSums.counted(
        tf,
        fusions,
        loop,
        activation,
        plane(tf, loop.layout(), weights.positive()),
        weights.known().map(known -> plane(tf, loop.layout(), known)));
  }

  /** Words as a loop takes them: (terms, words of a pixel, filters). */
  private static Operand<TInt64> plane(Ops tf, BitLayout layout, Operand<TInt64> words) {
    long filters = words.shape().get(1);
    Shape shape = Shape.of(layout.terms(), layout.words(), filters);
    return tf.ensureShape(tf.reshape(words, tf.constant(shape.asArray())), shape);
  }
}
