package org.recu.inference;

import java.util.OptionalInt;
import org.recu.data.pipeline.BadImages;

/**
 * How the images of a test set are read.
 *
 * @param batchSize images in a batch
 * @param limit only the first so many images; empty for all
 * @param workers threads that prepare images
 * @param fast whether large JPEGs are decoded at a fraction of their size
 * @param badImages what is done about images that cannot be read
 */
public record ImageReading(
    int batchSize, OptionalInt limit, int workers, boolean fast, BadImages badImages) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if batch size, limit or workers are below 1
   */
  public ImageReading {
    if (batchSize < 1 || workers < 1 || limit.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "batch size (%d), workers (%d) and limit (%s) must be at least 1"
              .formatted(
                  batchSize,
                  workers,
                  limit.isPresent() ? Integer.toString(limit.getAsInt()) : "none"));
    }
  }

  /** All images, exactly, in batches of 128; one that cannot be read is an error. */
  public static final ImageReading DEFAULT =
      new ImageReading(128, OptionalInt.empty(), 8, false, BadImages.STOP);

  /** The same for the first images alone. */
  public ImageReading limit(int images) {
    return new ImageReading(batchSize, OptionalInt.of(images), workers, fast, badImages);
  }
}
