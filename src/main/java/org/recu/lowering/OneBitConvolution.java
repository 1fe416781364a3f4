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
import org.tensorflow.types.family.TNumber;

/**
 * A binary convolution that {@linkplain OneBitSums counts bits}, of weights held as bits. It is
 * added to the graph when it is known what its sums are for.
 *
 * @param tf where it goes
 * @param fusions of the same graph, compiled
 * @param loop the convolution
 * @param weights of the layer
 * @param activation whose signs are convolved: (batch, height, width, channels); all but the batch
 *     known
 */
record OneBitConvolution(
    Ops tf,
    Fusions fusions,
    OneBitLoop<TInt32> loop,
    SignWords weights,
    Operand<TFloat32> activation) {

  /**
   * The convolution of a layer, not added yet.
   *
   * @throws UnsupportedLayerException if its form is none that bits are counted of
   */
  static OneBitConvolution of(
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
    return new OneBitConvolution(tf, fusions, loop, weights, activation);
  }

  /**
   * Adds the convolution.
   *
   * @param end what becomes of the sums
   * @return (batch, out height, out width, filters)
   */
  <R extends TNumber> Operand<R> endingIn(LoopEnd<TInt32, R> end) {
    return OneBitSums.counted(
        tf,
        fusions,
        loop,
        activation,
        plane(weights.positive()),
        weights.known().map(this::plane),
        operands -> loop.of(tf, fusions, operands, end));
  }

  /** Words as a loop takes them: (terms, words of a pixel, filters). */
  private Operand<TInt64> plane(Operand<TInt64> words) {
    long filters = words.shape().get(1);
    Shape shape = Shape.of(loop.layout().terms(), loop.layout().words(), filters);
    return tf.ensureShape(tf.reshape(words, tf.constant(shape.asArray())), shape);
  }
}
