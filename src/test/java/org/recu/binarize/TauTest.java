package org.recu.binarize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TauTest {

  @Test
  void at_ends_areTheBounds() {
    Tau tau = new Tau(0.85, 0.99);
    assertThat(tau.at(0, 600)).isCloseTo(0.85, within(1e-15));
    assertThat(tau.at(600, 600)).isCloseTo(0.99, within(1e-15));
  }

  @Test
  void at_everyEpoch_climbsFasterAndFaster() {
    Tau tau = new Tau(0.6, 0.9);
    for (int epoch = 1; epoch < 10; epoch++) {
      double before = tau.at(epoch, 10) - tau.at(epoch - 1, 10);
      double after = tau.at(epoch + 1, 10) - tau.at(epoch, 10);
      // An exponential over ten steps grows by the tenth root of e in each.
      assertThat(after / before).isCloseTo(Math.exp(0.1), within(1e-9));
    }
  }

  @Test
  void at_equalBounds_isConstant() {
    assertThat(new Tau(0.9, 0.9).at(3, 7)).isEqualTo(0.9);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.9", "0.4, 0.9", "0.9, 0.8", "0.9, 1", "NaN, 0.9", "0.9, NaN"})
  void constructor_outOfRange_isRefusedWithBothValues(double min, double max) {
    assertThatThrownBy(() -> new Tau(min, max))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tau from %s to %s is not within 0.5 < from <= to < 1".formatted(min, max));
  }
}
