package org.recu.data.pipeline;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.recu.data.RandomStream;
import org.recu.data.Split;

/**
 * A random sample of a split in which every class has its share: of n records, a class with the
 * fraction p of the split gets n p, rounded down or up, so that the sum is n (the method of largest
 * remainders; equal remainders are drawn by lot). A function of the split's labels, the number and
 * the seed.
 */
final class ClassSample {
  private static final long PURPOSE = 4;

  private final Split<?> split;
  private final int count;
  private final long seed;

  /** Number of the split's records of each class. */
  private final long[] sizes;

  /**
   * Describes a sample.
   *
   * @param count number of records, at most the split's size
   */
  ClassSample(Split<?> split, int count, long seed) {
    this.split = split;
    this.count = count;
    this.seed = seed;
    this.sizes = counts(split.size());
  }

  /** Indices in the split, ascending. */
  int[] indices() {
    return firstAreSpread() ? Permutation.identity(count) : drawn();
  }

  /** Whether in the first records every class has its share, rounded down or up. */
  private boolean firstAreSpread() {
    long[] first = counts(count);
    for (int label = 0; label < sizes.length; label++) {
      long found = label < first.length ? first[label] : 0;
      long share = count * sizes[label];
      if (found < share / split.size() || found * split.size() >= share + split.size()) {
        return false;
      }
    }
    return true;
  }

  private long[] counts(int records) {
    long[] counts = new long[0];
    for (int i = 0; i < records; i++) {
      int label = split.label(i);
      if (label >= counts.length) {
        counts = Arrays.copyOf(counts, label + 1);
      }
      counts[label]++;
    }
    return counts;
  }

  private int[] drawn() {
    long[] wanted = quotas();
    long[] left = sizes.clone();
    RandomStream[] random =
        IntStream.range(0, sizes.length)
            .mapToObj(label -> RandomStream.of(PURPOSE, seed, label))
            .toArray(RandomStream[]::new);
    int[] indices = new int[count];
    int found = 0;
    // Selection sampling (Knuth, TAOCP 3.4.2, algorithm S), for all classes in one pass.
    for (int i = 0; i < split.size() && found < count; i++) {
      int label = split.label(i);
      if (random[label].nextInt((int) left[label]) < wanted[label]) {
        wanted[label]--;
        indices[found++] = i;
      }
      left[label]--;
    }
    return indices;
  }

  /** Number of records of each class in the sample. */
  private long[] quotas() {
    long[] quotas = new long[sizes.length];
    long missing = count;
    for (int label = 0; label < quotas.length; label++) {
      quotas[label] = count * sizes[label] / split.size();
      missing -= quotas[label];
    }
    int[] lots = Permutation.shuffled(sizes.length, RandomStream.of(PURPOSE, seed).nextLong(), 0);
    int[] byRemainder =
        Arrays.stream(lots)
            .boxed()
            .sorted(
                Comparator.comparingLong((Integer label) -> -(count * sizes[label] % split.size())))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 0; i < missing; i++) {
      quotas[byRemainder[i]]++;
    }
    return quotas;
  }
}
