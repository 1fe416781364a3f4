package org.recu.inference;

import org.recu.data.pipeline.BadImages;
import org.recu.data.pipeline.Limit;

/**
 * How the images of a test set are read.
 *
 * @param batchSize images in a batch
 * @param limit how many images are read, and which
 * @param workers threads that prepare images
 * @param fast whether large JPEGs are decoded at a fraction of their size
 * @param badImages what is done about images that cannot be read
 */
public record ImageReading(
    int batchSize, Limit limit, int workers, boolean fast, BadImages badImages) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if batch size or workers are below 1
   */
  public ImageReading {
    if (batchSize < 1 || workers < 1) {
      throw new IllegalArgumentException(
          "batch size (%d) and workers (%d) must be at least 1".formatted(batchSize, workers));
    }
  }

  /** All images, exactly, in batches of 128; one that cannot be read is an error. */
  public static final ImageReading DEFAULT =
      new ImageReading(128, Limit.NONE, 8, false, BadImages.STOP);

  /** The same for a sample of the images. */
  public ImageReading limit(int images) {
    return new ImageReading(batchSize, Limit.sample(images), workers, fast, badImages);
  }
}
