package org.recu.data.pipeline;

/**
 * Third stage of a {@link Pipeline}: the batches, and this worker's part of them. Immutable.
 *
 * @param <R> what a record is
 */
public final class Batching<R> {
  private final Images<R> images;
  private final int batchSize;

  /** This worker's part of every batch. */
  private final Share share;

  /** This worker's part of the batches. */
  private final Share dealt;

  Batching(Images<R> images, int batchSize) {
    this(images, batchSize, Share.WHOLE, Share.WHOLE);
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size (" + batchSize + ") must be at least 1");
    }
  }

  private Batching(Images<R> images, int batchSize, Share share, Share dealt) {
    this.images = images;
    this.batchSize = batchSize;
    this.share = share;
    this.dealt = dealt;
  }

  /**
   * Takes a worker's part of every batch: together the workers see the images that one alone would
   * see, in the same order.
   */
  public Batching<R> share(Share ofBatch) {
    return new Batching<>(images, batchSize, ofBatch, dealt);
  }

  /** Deals whole batches to the workers in turns, for evaluation. */
  public Batching<R> deal(Share ofBatches) {
    return new Batching<>(images, batchSize, share, ofBatches);
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

  /** Number of this worker's batches per epoch, including a smaller last one. */
  int batches() {
    return dealt.count((images.size() + batchSize - 1) / batchSize);
  }

  /** What is prepared of a batch. */
  Portion portion(int batch) {
    int first = (batch * dealt.workers() + dealt.worker()) * batchSize;
    int whole = Math.min(batchSize, images.size() - first);
    int counted = share.count(whole);
    int before = Math.min(share.before(whole), whole - 1);
    return new Portion(first + before, Math.max(1, counted), counted, whole);
  }
}
