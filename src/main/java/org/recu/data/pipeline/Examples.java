package org.recu.data.pipeline;

import java.util.OptionalLong;
import org.recu.data.Mapping;
import org.recu.data.Split;

/**
 * First stage of a {@link Pipeline}: which records an epoch goes through, in which order.
 * Immutable.
 *
 * @param <R> what a record is
 */
public final class Examples<R> {
  private final Split<R> split;

  /** How many of the split's first records are used. */
  private final int size;

  private final OptionalLong shuffleSeed;

  Examples(Split<R> split, int size, OptionalLong shuffleSeed) {
    this.split = split;
    this.size = size;
    this.shuffleSeed = shuffleSeed;
  }

  /**
   * Only the first records of the split, whether shuffled or not.
   *
   * @param count at least 1; all records if there are not so many
   * @throws IllegalArgumentException if count is below 1
   */
  public Examples<R> limit(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("limit (" + count + ") must be at least 1");
    }
    return new Examples<>(split, Math.min(count, size), shuffleSeed);
  }

  /**
   * Every epoch in an order of its own, all orders with the same probability. Without it the order
   * is that of the split.
   *
   * @param seed with the epoch's number it determines the order
   */
  public Examples<R> shuffle(long seed) {
    return new Examples<>(split, size, OptionalLong.of(seed));
  }

  /**
   * Makes images of the records, in threads.
   *
   * @param workers number of threads; the result does not depend on it
   * @param mapping makes an image of a record
   * @param seed with the epoch's number and the record's index it determines what chance does to a
   *     image
   * @throws IllegalArgumentException if workers is below 1
   */
  public Images<R> map(int workers, Mapping<R> mapping, long seed) {
    return new Images<>(this, workers, mapping, seed, BadImages.STOP);
  }

  Split<R> split() {
    return split;
  }

  int size() {
    return size;
  }

  /** Index in the split of each record of an epoch, in the epoch's order. */
  int[] order(int epoch) {
    return shuffleSeed.isPresent()
        ? Permutation.shuffled(size, shuffleSeed.getAsLong(), epoch)
        : Permutation.identity(size);
  }
}
