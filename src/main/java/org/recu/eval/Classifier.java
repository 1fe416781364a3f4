package org.recu.eval;

import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A network that is ready to classify images. Owns native memory. */
public interface Classifier extends AutoCloseable {

  /**
   * Computes the logits of a batch.
   *
   * @param images (batch, size, size, 3), uint8, RGB, not normalised
   * @return (batch, classes), float32; the caller closes it
   */
  TFloat32 logits(TUint8 images);

  @Override
  void close();
}
