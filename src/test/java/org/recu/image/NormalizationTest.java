package org.recu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NormalizationTest {
  private static final List<Double> HALF = List.of(.5, .5, .5);

  @Test
  void normalization_wrongNumbers_areRefused() {
    refused(List.of(.5), HALF, "mean [0.5] and standard deviation [0.5, 0.5, 0.5] must have 3");
    refused(HALF, List.of(), "mean [0.5, 0.5, 0.5] and standard deviation [] must have 3");
    refused(List.of(0., Double.NaN, 0.), HALF, "mean [0.0, NaN, 0.0] must be finite");
    refused(HALF, List.of(.5, .0, .5), "standard deviation [0.5, 0.0, 0.5] must be finite and");
    refused(HALF, List.of(1., 1., Double.POSITIVE_INFINITY), "standard deviation [1.0, 1.0, Inf");
  }

  private static void refused(List<Double> mean, List<Double> deviation, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Normalization(mean, deviation))
        .withMessageStartingWith(message);
  }

  @Test
  void normalization_listChangesLater_staysWhatItWas() {
    List<Double> mean = new ArrayList<>(HALF);
    Normalization normalization = new Normalization(mean, HALF);
    mean.set(0, .9);
    assertThat(normalization.mean()).isEqualTo(HALF);
  }
}
