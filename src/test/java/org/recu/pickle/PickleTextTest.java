package org.recu.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PickleTextTest {

  @ParameterizedTest
  @CsvSource({
    "layer1.0.conv1.weight, layer1.0.conv1.weight",
    "\u00e9tat_\u540d\ud83d\ude42, \u00e9tat_\u540d\ud83d\ude42",
    "'a\u001b[31m\nb\u0085', a?[31m?b?",
    "a\u202egnp.exe\u2028, a?gnp.exe?",
  })
  void printable_letters_areKeptAndControlsAreNot(String text, String shown) {
    assertThat(PickleText.printable(text)).isEqualTo(shown);
  }

  @Test
  void printable_longText_isCutEvenWithinALetter() {
    assertThat(PickleText.printable("a".repeat(99) + "\ud83d\ude42 and more"))
        .isEqualTo("a".repeat(99) + "?...");
  }
}
