package org.recu.benchmark;

import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A batch of random images and labels, for which no file has to be read. Owns native memory.
 *
 * @param images (batch, size, size, 3), uint8
 * @param labels (batch), int32, from 0
 */
record NoiseBatch(TUint8 images, TInt32 labels) implements AutoCloseable {

  private static final long SEED = 1;

  /**
   * Generates a batch, the same one every time.
   *
   * @param size of the batch
   * @param imageSize height and width of its images, in pixels
   * @param classes number of different labels
   */
  static NoiseBatch of(int size, int imageSize, int classes) {
    SplittableRandom random = new SplittableRandom(SEED);
    TUint8 images = TUint8.tensorOf(Shape.of(size, imageSize, imageSize, 3));
    TInt32 labels = TInt32.tensorOf(Shape.of(size));
    byte[] image = new byte[imageSize * imageSize * 3];
    for (int i = 0; i < size; i++) {
      random.nextBytes(image);
      images
          .asRawTensor()
          .data()
          .slice((long) i * image.length, image.length)
          .write(image, 0, image.length);
      labels.setInt(random.nextInt(classes), i);
    }
    return new NoiseBatch(images, labels);
  }

  @Override
  public void close() {
    images.close();
    labels.close();
  }
}
