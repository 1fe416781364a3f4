package org.recu.inference;

import java.nio.FloatBuffer;
import org.recu.eval.Classifier;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Images in Java's memory, for a network that takes tensors.
 *
 * @param classifier the network
 * @param size height and width of the images, in pixels
 */
record TensorPixels(Classifier classifier, int size) implements PixelClassifier {

  @Override
  public float[][] logits(byte[] pixels, int images) {
    try (TUint8 batch =
            TUint8.tensorOf(Shape.of(images, size, size, 3), DataBuffers.of(pixels, true, false));
        TFloat32 logits = classifier.logits(batch)) {
      float[][] rows = new float[images][(int) logits.shape().get(1)];
      for (int i = 0; i < rows.length; i++) {
        logits.get(i).copyTo(DataBuffers.of(FloatBuffer.wrap(rows[i])));
      }
      return rows;
    }
  }
}
