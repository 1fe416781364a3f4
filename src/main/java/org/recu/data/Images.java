package org.recu.data;

import java.io.IOException;

/**
 * Second stage of a {@link Pipeline}: what is made of each record, and by how many threads.
 * Immutable.
 *
 * @param <R> what a record is
 */
public final class Images<R> {
  private static final long PURPOSE = 2;

  private final Examples<R> examples;
  private final int workers;
  private final Mapping<R> mapping;
  private final long seed;

  Images(Examples<R> examples, int workers, Mapping<R> mapping, long seed) {
    if (workers < 1) {
      throw new IllegalArgumentException("workers (" + workers + ") must be at least 1");
    }
    this.examples = examples;
    this.workers = workers;
    this.mapping = mapping;
    this.seed = seed;
  }

  /**
   * Puts pictures together; the last batch of an epoch may be smaller.
   *
   * @param size pictures a batch
   * @throws IllegalArgumentException if size is below 1
   */
  public Batching<R> batch(int size) {
    return new Batching<>(this, size);
  }

  int workers() {
    return workers;
  }

  int imageSize() {
    return mapping.imageSize();
  }

  int size() {
    return examples.size();
  }

  int[] order(int epoch) {
    return examples.order(epoch);
  }

  int label(int index) {
    return examples.split().label(index);
  }

  /** Makes the picture that an epoch has of a record: a function of seed, epoch and index alone. */
  void make(int index, int epoch, byte[] image) throws IOException {
    mapping.map(
        examples.split().record(index), RandomStream.of(PURPOSE, seed, epoch, index), image);
  }
}
