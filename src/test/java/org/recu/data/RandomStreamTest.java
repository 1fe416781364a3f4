package org.recu.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RandomStreamTest {

  /** The numbers that the published implementations of SplitMix64 give for this seed. */
  @Test
  void nextLong_knownSeed_publishedSequence() {
    RandomStream random = new RandomStream(1234567);
    for (String expected :
        new String[] {
          "6457827717110365317",
          "3203168211198807973",
          "9817491932198370423",
          "4593380528125082431",
          "16408922859458223821"
        }) {
      assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo(expected);
    }
  }

  @Test
  void nextInt_anyBound_uniform() {
    RandomStream random = new RandomStream(5);
    int[] counts = new int[9];
    for (int i = 0; i < 90_000; i++) {
      counts[random.nextInt(9)]++;
    }
    for (int count : counts) {
      // Standard deviation 94: five of them.
      assertThat(count).isCloseTo(10_000, within(470));
    }
  }

  @Test
  void nextInt_largeBound_staysBelowIt() {
    RandomStream random = new RandomStream(6);
    int bound = (1 << 30) + 1;
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      int number = random.nextInt(bound);
      assertThat(number).isBetween(0, bound - 1);
      sum += number;
    }
    assertThat(sum / 10_000 / bound).isCloseTo(0.5, within(0.015));
  }

  @Test
  void nextInt_boundBelowOne_refused() {
    assertThatThrownBy(() -> new RandomStream(1).nextInt(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound (0) must be at least 1");
  }

  @Test
  void nextDouble_many_uniformInUnitInterval() {
    RandomStream random = new RandomStream(7);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      double number = random.nextDouble();
      assertThat(number).isGreaterThanOrEqualTo(0).isLessThan(1);
      sum += number;
    }
    assertThat(sum / 10_000).isCloseTo(0.5, within(0.015));
  }

  @Test
  void of_neighbouringKeys_allDifferent() {
    Set<Long> first = new HashSet<>();
    for (long seed = 0; seed < 10; seed++) {
      for (long epoch = 0; epoch < 10; epoch++) {
        for (long index = 0; index < 100; index++) {
          first.add(RandomStream.of(seed, epoch, index).nextLong());
        }
      }
    }
    assertThat(first).hasSize(10_000);
  }

  @Test
  void of_sameKey_sameStream() {
    assertThat(RandomStream.of(1, 2, 3).nextLong()).isEqualTo(RandomStream.of(1, 2, 3).nextLong());
  }

  @Test
  void nextGaussian_hasTheMomentsOfTheNormalDistribution() {
    RandomStream random = new RandomStream(7);
    int draws = 100_000;
    double[] moments = new double[5];
    for (int i = 0; i < draws; i++) {
      double number = random.nextGaussian();
      for (int power = 1; power <= 4; power++) {
        moments[power] += Math.pow(number, power) / draws;
      }
    }
    // Four standard errors of each: sqrt(1, 2, 15, 96) / sqrt(draws).
    assertThat(moments[1]).isCloseTo(0, within(0.013));
    assertThat(moments[2]).isCloseTo(1, within(0.018));
    assertThat(moments[3]).isCloseTo(0, within(0.049));
    assertThat(moments[4]).isCloseTo(3, within(0.124));
  }
}
