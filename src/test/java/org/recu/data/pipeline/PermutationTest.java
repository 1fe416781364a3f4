package org.recu.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PermutationTest {

  @Test
  void shuffled_anySize_holdsEveryIndexOnce() {
    for (int size : new int[] {1, 2, 7, 1000}) {
      int[] order = Permutation.shuffled(size, 3, 4);
      Arrays.sort(order);
      assertThat(order).containsExactly(IntStream.range(0, size).toArray());
    }
  }

  @Test
  void shuffled_anotherSeedOrEpoch_anotherOrder() {
    int[] order = Permutation.shuffled(100, 3, 4);
    assertThat(order).isEqualTo(Permutation.shuffled(100, 3, 4));
    assertThat(order).isNotEqualTo(Permutation.shuffled(100, 3, 5));
    assertThat(order).isNotEqualTo(Permutation.shuffled(100, 4, 4));
    assertThat(order).isNotEqualTo(Permutation.identity(100));
  }

  @Test
  void shuffled_manyEpochs_everyIndexEverywhereEquallyOften() {
    int[][] counts = new int[5][5];
    for (int epoch = 0; epoch < 10_000; epoch++) {
      int[] order = Permutation.shuffled(5, 1, epoch);
      for (int place = 0; place < 5; place++) {
        counts[place][order[place]]++;
      }
    }
    for (int[] place : counts) {
      for (int count : place) {
        // Standard deviation 40: five of them.
        assertThat(count).isCloseTo(2000, within(200));
      }
    }
  }
}
