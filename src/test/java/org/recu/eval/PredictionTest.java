package org.recu.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PredictionTest {

  private static final double CLOSE = 1e-12;

  @Test
  void top_ofSome_isTheSoftmaxInDescendingOrder() throws IOException {
    // The exponentials are 1, 5 and 2, which are shares of 8.
    float[] logits = {0, (float) Math.log(5), (float) Math.log(2)};
    List<Prediction> top = Prediction.top(logits, 2);
    assertThat(top).extracting(Prediction::classNumber).containsExactly(1, 2);
    assertThat(top.get(0).probability()).isCloseTo(5 / 8.0, within(1e-7));
    assertThat(top.get(1).probability()).isCloseTo(2 / 8.0, within(1e-7));
  }

  @Test
  void top_ofAll_addsUpToOne() throws IOException {
    List<Prediction> top = Prediction.top(new float[] {-3, 12, 0.5f, 12.25f}, 9);
    assertThat(top).hasSize(4);
    assertThat(top.stream().mapToDouble(Prediction::probability).sum()).isCloseTo(1, within(CLOSE));
  }

  @Test
  void top_hugeLogits_doNotOverflow() throws IOException {
    List<Prediction> top = Prediction.top(new float[] {1e30f, -1e30f, 1e30f}, 3);
    assertThat(top)
        .containsExactly(new Prediction(0, 0.5), new Prediction(2, 0.5), new Prediction(1, 0));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void top_logitThatIsNotFinite_isRefused(float logit) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Prediction.top(new float[] {1, logit}, 1))
        .withMessage("the network returned a non-finite logit: %s", logit);
  }
}
