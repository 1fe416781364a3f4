package org.recu.inference;

/** Computes logits of images in Java's own memory. */
interface PixelClassifier {

  /**
   * Computes the logits of a batch.
   *
   * @param pixels (images, size, size, 3), uint8, RGB
   * @param images how many there are
   * @return (images, classes)
   */
  float[][] logits(byte[] pixels, int images);
}
