package org.recu.checkpoint;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recu.image.Normalization;
import org.recu.score.Scores;

final class StateRecordsTest {

  private static final List<Double> RGB = List.of(0.5, 0.5, 0.5);

  @Test
  void modelDescription_wrongValues_areRefusedWithTheValue() {
    refused(() -> model(0, List.of(), 32), "classes (0) must be at least 1");
    refused(() -> model(3, List.of("cat"), 32), "1 class names for 3 classes");
    refused(() -> model(1, List.of(), 0), "imageSize (0) must be at least 1");
  }

  @Test
  void runDescription_wrongValues_areRefusedWithTheValue() {
    refused(
        () -> new RunDescription(1, 0, 256, "{}", Map.of(), 1), "epochs (0) must be at least 1");
    refused(
        () -> new RunDescription(1, 10, 0, "{}", Map.of(), 1), "batchSize (0) must be at least 1");
    refused(() -> new RunDescription(1, 10, 8, "{}", Map.of(), 0), "towers (0) must be at least 1");
  }

  @Test
  void progress_wrongValues_areRefusedWithTheValue() {
    EpochSums sums = new EpochSums(new Scores(8, 1, 0, 0), 0, 0, 0);
    refused(
        () -> new Progress(new Position(0, 1), -1, 0.9, sums, Optional.empty()),
        "globalStep (-1) must be at least 0");
    refused(
        () -> new Progress(new Position(2, 0), 10, 0.9, sums, Optional.empty()),
        "sums (" + sums + ") of an epoch without steps");
    refused(() -> new Best(-1, 50), "epoch (-1) must be at least 0");
  }

  private static ModelDescription model(int classes, List<String> names, int imageSize) {
    return new ModelDescription(
        "resnet20_1w1a", "toy", classes, names, imageSize, new Normalization(RGB, RGB));
  }

  private static void refused(Runnable construction, String message) {
    assertThatIllegalArgumentException().isThrownBy(construction::run).withMessage(message);
  }
}
