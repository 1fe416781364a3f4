package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {

  @ParameterizedTest
  @CsvSource({
    "kitten, sitting, 3",
    "'', abc, 3",
    "abc, '', 3",
    "flaw, lawn, 2",
    "same, same, 0",
    "ab, ba, 2"
  })
  void distance_words_isTheFewestEdits(String a, String b, int edits) {
    assertThat(Nearest.distance(a, b)).isEqualTo(edits);
  }

  @Test
  void to_nothingNear_isNothing() {
    assertThat(Nearest.to("zebra", List.of("epochs", "lr"))).isEmpty();
  }

  @Test
  void to_severalNear_isTheNearest() {
    assertThat(Nearest.to("tau_mim", List.of("tau_max", "tau_min"))).contains("tau_min");
  }
}
