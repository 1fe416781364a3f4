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

  private final OptionalLong shuffleSeed;

  Examples(Split<R> split, OptionalLong shuffleSeed) {
    this.split = split;
    this.shuffleSeed = shuffleSeed;
  }

  /**
   * Uses only some records of the split, in its order unless they are shuffled. They are numbered
   * anew from 0.
   *
   * @param limit how many, and which
   * @param seed determines a sample
   */
  public Examples<R> limit(Limit limit, long seed) {
    int count = limit.images().orElse(split.size());
    if (count >= split.size()) {
      return this;
    }
    int[] indices =
        limit.by() == LimitBy.FIRST
            ? Permutation.identity(count)
            : new ClassSample(split, count, seed).indices();
    return new Examples<>(new SplitPart<>(split, indices), shuffleSeed);
  }

  /**
   * Shuffles every epoch differently and uniformly. Without this, records come in the order of the
   * split.
   *
   * @param seed determines the order together with the epoch
   */
  public Examples<R> shuffle(long seed) {
    return new Examples<>(split, OptionalLong.of(seed));
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
    return split.size();
  }

  /** Index in the split of each record of an epoch, in the epoch's order. */
  int[] order(int epoch) {
    return shuffleSeed.isPresent()
        ? Permutation.shuffled(split.size(), shuffleSeed.getAsLong(), epoch)
        : Permutation.identity(split.size());
  }
}
