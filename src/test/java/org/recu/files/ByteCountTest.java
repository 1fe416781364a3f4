package org.recu.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ByteCountTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 kB",
    "4096, 4 kB",
    "999499, 999 kB",
    "999500, 1 MB",
    "17700000, 18 MB",
    "999499999, 999 MB",
    "999500000, 1.0 GB",
    "23460000000, 23.5 GB",
  })
  void text_anyNumber_hasDigitsInItsUnit(long bytes, String text) {
    assertThat(ByteCount.text(bytes)).isEqualTo(text);
  }
}
