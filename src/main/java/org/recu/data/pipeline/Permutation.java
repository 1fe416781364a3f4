package org.recu.data.pipeline;

import org.recu.data.RandomStream;

/** The order in which an epoch goes through the records. */
final class Permutation {
  private static final long PURPOSE = 1;

  private Permutation() {}

  /** 0, 1, ... size-1. */
  static int[] identity(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    return order;
  }

  /**
   * A uniformly random order of 0..size-1: the Fisher-Yates shuffle over the {@link RandomStream}
   * of seed and epoch.
   */
  static int[] shuffled(int size, long seed, int epoch) {
    RandomStream random = RandomStream.of(PURPOSE, seed, epoch);
    int[] order = identity(size);
    for (int last = size - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int kept = order[last];
      order[last] = order[other];
      order[other] = kept;
    }
    return order;
  }
}
