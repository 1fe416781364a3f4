package org.recu.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.data.Split;

/** Which records a limited number of them is. */
final class LimitTest {

  /** 60, 30 and 10 records of three classes, one class after the other. */
  private static final Labels SORTED = Labels.sorted(60, 30, 10);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 33, 50, 99})
  void sample_sortedSplit_everyClassHasItsShare(int count) {
    int[] found = histogram(sample(SORTED, count, 5), 3);
    assertThat(IntStream.of(found).sum()).isEqualTo(count);
    double[] shares = {0.6 * count, 0.3 * count, 0.1 * count};
    for (int label = 0; label < 3; label++) {
      assertThat(found[label])
          .isBetween((int) Math.floor(shares[label]), (int) Math.ceil(shares[label]));
    }
  }

  @Test
  void sample_sharesAreWhole_areExact() {
    assertThat(histogram(sample(SORTED, 20, 5), 3)).containsExactly(12, 6, 2);
  }

  @Test
  void sample_fewerThanClasses_noClassTwice() {
    Split<Integer> hundred = Labels.sorted(IntStream.generate(() -> 50).limit(100).toArray());
    int[] found = histogram(sample(hundred, 40, 1), 100);
    assertThat(Arrays.stream(found).max()).hasValue(1);
    // Not just the first classes.
    assertThat(IntStream.range(40, 100).map(i -> found[i]).sum()).isPositive();
  }

  @Test
  void sample_sameSeedAndNumber_sameRecordsInTheirOrder() {
    List<Integer> sample = sample(SORTED, 40, 5);
    assertThat(sample).isEqualTo(sample(SORTED, 40, 5)).isSorted().doesNotHaveDuplicates();
    assertThat(sample(SORTED, 40, 6)).isNotEqualTo(sample);
  }

  /** Every record has the same chance, not only the first of its class. */
  @Test
  void sample_manySeeds_drawEveryRecord() {
    int[] drawn = new int[100];
    for (int seed = 0; seed < 400; seed++) {
      sample(SORTED, 20, seed).forEach(i -> drawn[i]++);
    }
    // Binomial, 400 draws with 1/5: 80 expected, standard deviation 8.
    assertThat(IntStream.of(drawn)).allMatch(times -> times > 40 && times < 120);
  }

  @Test
  void sample_alternatingClasses_areTheFirstRecords() {
    Split<Integer> alternating = new Labels(IntStream.range(0, 100).mapToObj(i -> i % 10).toList());
    for (int count : new int[] {1, 7, 40, 81}) {
      assertThat(sample(alternating, count, 3))
          .isEqualTo(IntStream.range(0, count).boxed().toList());
    }
  }

  @Test
  void first_sortedSplit_areTheFirstRecords() {
    Examples<Integer> first =
        Pipeline.of(SORTED).limit(new Limit(OptionalInt.of(4), LimitBy.FIRST), 1);
    assertThat(records(first)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void sample_shuffled_theSameRecordsInAnotherOrder() {
    Examples<Integer> shuffled = Pipeline.of(SORTED).limit(Limit.sample(30), 5).shuffle(2);
    assertThat(records(shuffled)).containsExactlyInAnyOrderElementsOf(sample(SORTED, 30, 5));
    assertThat(records(shuffled)).isNotEqualTo(sample(SORTED, 30, 5));
  }

  private static List<Integer> sample(Split<Integer> split, int count, long seed) {
    return records(Pipeline.of(split).limit(Limit.sample(count), seed));
  }

  /** The records of the first epoch, which are their own indices in the whole split. */
  private static List<Integer> records(Examples<Integer> examples) {
    List<Integer> records = new ArrayList<>();
    for (int index : examples.order(0)) {
      try {
        records.add(examples.split().record(index));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return records;
  }

  private static int[] histogram(List<Integer> records, int classes) {
    int[] counts = new int[classes];
    records.forEach(i -> counts[label(i, classes)]++);
    return counts;
  }

  private static int label(int record, int classes) {
    return classes == 3 ? SORTED.label(record) : record / 50;
  }

  /** Records that are their own indices. */
  private record Labels(List<Integer> labels) implements Split<Integer> {

    static Labels sorted(int... sizes) {
      return new Labels(
          IntStream.range(0, sizes.length)
              .boxed()
              .flatMap(label -> Collections.nCopies(sizes[label], label).stream())
              .toList());
    }

    @Override
    public int size() {
      return labels.size();
    }

    @Override
    public int label(int index) {
      return labels.get(index);
    }

    @Override
    public Integer record(int index) {
      return index;
    }
  }
}
