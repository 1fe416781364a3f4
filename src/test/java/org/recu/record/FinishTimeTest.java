package org.recu.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FinishTimeTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-23T11:00:00Z"), ZoneId.of("Europe/Berlin"));

  @Test
  void after_twoEpochs_goesByTheirMean() {
    FinishTime time = new FinishTime(NOON);
    assertThat(time.after(60, 10)).isEqualTo("done about 2026-11-23 12:10, in 10 min");
    assertThat(time.after(120, 9)).isEqualTo("done about 2026-11-23 12:13, in 13 min");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT59S, 59 s",
    "PT60S, 1 min",
    "PT3H25M, 3 h 25 min",
    "PT26H, 1 d 2 h",
    "PT240H, 10 d 0 h"
  })
  void inWords_duration_isRoundedToWhatMatters(Duration duration, String words) {
    assertThat(FinishTime.inWords(duration)).isEqualTo(words);
  }
}
