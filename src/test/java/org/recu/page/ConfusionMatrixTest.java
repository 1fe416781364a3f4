package org.recu.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ConfusionMatrixTest {

  private static final ConfusionMatrix MATRIX =
      new ConfusionMatrix(
          "epoch-0001",
          List.of("cat", "dog"),
          List.of(List.of(5L, 3L, 2L), List.of(3L, 7L, 0L), List.of(0L, 1L, 4L)),
          List.of());

  @Test
  void sums_areOfRowsAndTheDiagonal() {
    assertThat(MATRIX.images(0)).isEqualTo(10);
    assertThat(MATRIX.images(2)).isEqualTo(5);
    assertThat(MATRIX.images()).isEqualTo(25);
    assertThat(MATRIX.correct()).isEqualTo(16);
  }

  @Test
  void confusedPairs_ofSome_areTheMostFrequentFirst() {
    assertThat(MATRIX.confusedPairs(3))
        .containsExactly(
            new ConfusionMatrix.Pair(0, 1, 3),
            new ConfusionMatrix.Pair(1, 0, 3),
            new ConfusionMatrix.Pair(0, 2, 2));
    assertThat(MATRIX.confusedPairs(99)).hasSize(4);
  }

  @Test
  void name_beyondThoseKnown_isTheNumber() {
    assertThat(MATRIX.name(1)).isEqualTo("dog");
    assertThat(MATRIX.name(2)).isEqualTo("2");
  }
}
