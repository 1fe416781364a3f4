package org.recu.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.score.Scores;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

final class ScoringTest {

  private static final float NAN = Float.NaN;

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 5, 10, 100})
  void add_logitsWithTies_followsTheDefinition(int classes) {
    SplittableRandom random = new SplittableRandom(classes);
    Scores scores = Scores.NONE;
    double loss = 0;
    long top1 = 0;
    long top5 = 0;
    for (int batch = 0; batch < 3; batch++) {
      float[][] logits = new float[50][classes];
      int[] labels = new int[50];
      for (int i = 0; i < 50; i++) {
        labels[i] = random.nextInt(classes);
        for (int j = 0; j < classes; j++) {
          // Few distinct values, so most rows have ties, many of them at the label.
          logits[i][j] = random.nextInt(7) - 3;
        }
        loss += crossEntropy(logits[i], labels[i]);
        int rank = ranking(logits[i]).indexOf(labels[i]);
        top1 += rank < 1 ? 1 : 0;
        top5 += rank < 5 ? 1 : 0;
      }
      scores = add(scores, logits, labels);
    }
    assertThat(scores.images()).isEqualTo(150);
    assertThat(scores.lossSum()).isCloseTo(loss, within(1e-9 * loss));
    assertThat(scores.top1Hits()).isEqualTo(top1);
    assertThat(scores.top5Hits()).isEqualTo(top5);
  }

  private static double crossEntropy(float[] logits, int label) {
    double sum = IntStream.range(0, logits.length).mapToDouble(i -> Math.exp(logits[i])).sum();
    return -Math.log(Math.exp(logits[label]) / sum);
  }

  /** The classes by descending logit; among equal ones the lower first. */
  private static List<Integer> ranking(float[] logits) {
    return IntStream.range(0, logits.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -logits[i]).thenComparing(i -> i))
        .toList();
  }

  @Test
  void add_largeLogits_doNotOverflow() {
    Scores scores = Scores.NONE;
    scores = add(scores, new float[][] {{1000, 0, -1000}, {0, 1000, -1000}}, 0, 0);
    assertThat(scores.lossSum()).isCloseTo(1000, within(1e-9));
  }

  @Test
  void add_equalLogits_areRightForTheLowerClassesAlone() {
    Scores scores = Scores.NONE;
    for (int label = 0; label < 10; label++) {
      scores = add(scores, new float[][] {new float[10]}, label);
    }
    assertThat(scores.top1Hits()).isEqualTo(1);
    assertThat(scores.top5Hits()).isEqualTo(5);
    assertThat(scores.lossSum()).isCloseTo(10 * Math.log(10), within(1e-12));
  }

  @Test
  void add_noNumbers_areNeverRight() {
    Scores all = Scores.NONE;
    all = add(all, new float[][] {{NAN, NAN, NAN, NAN, NAN, NAN}}, 0);
    assertThat(all.lossSum()).isNaN();
    assertThat(all.top1Hits() + all.top5Hits()).isZero();

    Scores label = Scores.NONE;
    label = add(label, new float[][] {{1, 2, NAN, 3, 4, 5}}, 2);
    assertThat(label.lossSum()).isNaN();
    assertThat(label.top1Hits() + label.top5Hits()).isZero();
  }

  @Test
  void add_anotherClassIsNoNumber_spoilsTheLossAlone() {
    Scores scores = Scores.NONE;
    scores = add(scores, new float[][] {{1, NAN, 9, 3, 4, 5}}, 2);
    assertThat(scores.lossSum()).isNaN();
    assertThat(scores.top1Hits()).isEqualTo(1);
  }

  @Test
  void evaluation_scores_areMeansAndPercent() throws IOException {
    Scores scores = Scores.NONE;
    scores = add(scores, new float[][] {{5, 0}, {0, 5}, {5, 0}, {0, 5}}, 0, 0, 0, 1);
    Evaluation evaluation = Evaluation.of(scores, 0.5, List.of());
    assertThat(evaluation.scores().top1()).isEqualTo(75);
    assertThat(evaluation.scores().top5()).isEqualTo(100);
    assertThat(evaluation.scores().images()).isEqualTo(4);
    assertThat(evaluation.imagesPerSecond()).isEqualTo(8);
    assertThat(evaluation.scores().loss()).isCloseTo(Math.log1p(Math.exp(-5)) + 1.25, within(1e-9));
  }

  @Test
  void evaluation_noImages_isRefused() {
    assertThatThrownBy(() -> Evaluation.of(Scores.NONE, 1, List.of()))
        .isInstanceOf(IOException.class)
        .hasMessage("there are no images to evaluate");
  }

  private static Scores add(Scores scores, float[][] logits, int... labels) {
    try (TFloat32 rows = TFloat32.tensorOf(StdArrays.ndCopyOf(logits));
        TInt32 wanted = TInt32.vectorOf(labels)) {
      return Scoring.add(scores, rows, wanted);
    }
  }
}
