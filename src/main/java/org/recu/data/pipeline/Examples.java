package org.recu.data.pipeline;

import java.util.OptionalLong;
import org.recu.data.Mapping;
import org.recu.data.Split;

/**
 * First stage of a {@link Pipeline}: the records of an epoch and their order. Immutable.
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
   * Uses only the first records of the split, shuffled or not.
   *
   * @param count at least 1; all records if the split has fewer
   * @throws IllegalArgumentException if count is below 1
   */
  public Examples<R> limit(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("limit (" + count + ") must be at least 1");
    }
    return new Examples<>(split, Math.min(count, size), shuffleSeed);
  }

  /**
   * Shuffles every epoch differently and uniformly. Without this, records come in the order of the
   * split.
   *
   * @param seed determines the order together with the epoch
   */
  public Examples<R> shuffle(long seed) {
    return new Examples<>(split, size, OptionalLong.of(seed));
  }

  /**
   * Turns records into images in parallel.
   *
   * @param workers number of threads; the result does not depend on it
   * @param mapping makes an image of a record
   * @param seed determines, with the epoch and the index of the record, the randomness of an image
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
