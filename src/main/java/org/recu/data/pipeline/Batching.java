package org.recu.data.pipeline;

/**
 * Third stage of a {@link Pipeline}: the batch size. Immutable.
 *
 * @param <R> what a record is
 */
public final class Batching<R> {
  private final Images<R> images;
  private final int batchSize;

  Batching(Images<R> images, int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size (" + batchSize + ") must be at least 1");
    }
    this.images = images;
    this.batchSize = batchSize;
  }

  /**
   * Lets the workers run ahead of the consumer.
   *
   * @param batches how many batches may be ready or in progress before they are requested
   * @throws IllegalArgumentException if batches is below 1
   */
  public Pipeline prefetch(int batches) {
    if (batches < 1) {
      throw new IllegalArgumentException("prefetch (" + batches + ") must be at least 1");
    }
    return new Pipeline(this, batches);
  }

  Images<R> images() {
    return images;
  }

  int batchSize() {
    return batchSize;
  }

  /** Number of batches per epoch, including a smaller last one. */
  int batches() {
    return (images.size() + batchSize - 1) / batchSize;
  }

  /** Number of images in a batch. */
  int sizeOf(int batch) {
    return Math.min(batchSize, images.size() - batch * batchSize);
  }
}
