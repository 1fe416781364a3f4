package org.recu.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FastestWayTest {

  private static final long MILLISECOND = 1_000_000;

  private final FastestWay<String> ways = new FastestWay<>(List.of("first", "second"));

  /** Calls that each take so long, and which ways they took. */
  private void call(long batch, int calls, long first, long second) {
    for (int i = 0; i < calls; i++) {
      String way = ways.of(batch);
      ways.took(batch, way, (way.equals("first") ? first : second) * MILLISECOND);
    }
  }

  @Test
  void of_fewCalls_isTheFirst() {
    call(64, 20, 10, 1);
    assertThat(ways.of(64)).isEqualTo("first");
  }

  @Test
  void of_manyCalls_isTheFaster() {
    call(64, 25 + 3, 10, 9);
    assertThat(ways.of(64)).isEqualTo("second");
    call(64, 100, 10, 11);
    assertThat(ways.of(64)).as("once found, it stays").isEqualTo("second");
  }

  @Test
  void of_secondIsSlower_isTheFirstAgain() {
    call(64, 25 + 2, 10, 11);
    assertThat(ways.of(64)).as("still tried").isEqualTo("second");
    call(64, 1, 10, 11);
    assertThat(ways.of(64)).isEqualTo("first");
  }

  @Test
  void of_compilingTakesLong_doesNotCount() {
    call(64, 25, 10, 0);
    call(64, 1, 10, 3000);
    call(64, 2, 10, 9);
    assertThat(ways.of(64)).isEqualTo("second");
  }

  @Test
  void of_firstCallWasSlow_doesNotCount() {
    ways.took(64, "first", 500 * MILLISECOND);
    call(64, 2 + 3, 10, 20);
    assertThat(ways.of(64)).isEqualTo("first");
  }

  @Test
  void of_slowBatch_triesTheSecondAtOnce() {
    call(256, 1, 1500, 200);
    assertThat(ways.of(256)).isEqualTo("second");
    call(256, 3, 1500, 200);
    assertThat(ways.of(256)).isEqualTo("second");
  }

  @Test
  void of_batchOfAnotherSize_isMeasuredItself() {
    call(64, 25 + 3, 10, 9);
    assertThat(ways.of(1)).isEqualTo("first");
  }

  @Test
  void took_callOfAnEarlierWay_isIgnored() {
    call(64, 25, 10, 9);
    ways.took(64, "first", MILLISECOND);
    call(64, 3, 10, 9);
    assertThat(ways.of(64)).isEqualTo("second");
  }

  @Test
  void call_answersByTheWay() {
    assertThat(ways.<String>call(64, way -> way + "!")).isEqualTo("first!");
  }

  @Test
  void of_oneWay_isThat() {
    FastestWay<String> one = new FastestWay<>(List.of("only"));
    for (int i = 0; i < 10; i++) {
      one.took(64, one.of(64), 500 * MILLISECOND);
    }
    assertThat(one.of(64)).isEqualTo("only");
  }
}
