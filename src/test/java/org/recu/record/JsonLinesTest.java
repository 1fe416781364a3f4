package org.recu.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.score.Scores;

final class JsonLinesTest {

  @TempDir Path folder;

  @Test
  void append_epoch_hasThePublishedNamesInOrder() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    try (JsonLines<EpochLine> metrics = JsonLines.ofEpochs(file)) {
      List<LayerGauge> layers =
          List.of(
              new LayerGauge("layer1.0.conv1", 0.25, 0.5, 1, 1.75),
              new LayerGauge("layer1.0.conv2", 0, null, 0.5, 2));
      metrics.append(EpochLine.of(epoch(OptionalDouble.empty(), layers)));
    }
    assertThat(file)
        .hasContent(
            """
            {"epoch":3,"train_loss":1.5,"train_top1":45.0,"train_top5":88.0,"val_loss":1.25,\
            "val_top1":50.0,"val_top5":90.0,"lr":0.1,"tau":0.85,"images_per_second":712.0,\
            "data_wait":0.004,"seconds":70.5,"layers":[\
            {"name":"layer1.0.conv1","dead":0.25,"flipped":0.5,"entropy":1.0,"q":1.75},\
            {"name":"layer1.0.conv2","dead":0.0,"flipped":null,"entropy":0.5,"q":2.0}]}
            """);
  }

  @Test
  void read_epochOfAnOlderProgram_hasNoLayers() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("metrics.jsonl"),
            """
            {"epoch":3,"train_loss":1.5,"train_top1":45.0,"train_top5":88.0,"val_loss":1.25,\
            "val_top1":50.0,"val_top5":90.0,"lr":0.1,"tau":0.85,"images_per_second":712.0,\
            "data_wait":0.004,"seconds":70.5}
            """);
    assertThat(JsonLines.ofEpochs(file).read())
        .containsExactly(EpochLine.of(epoch(OptionalDouble.empty(), List.of())));
  }

  @Test
  void append_epochWithATeacher_isReadAsItWas() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    EpochLine line = EpochLine.of(epoch(OptionalDouble.of(12.5), List.of()));
    try (JsonLines<EpochLine> metrics = JsonLines.ofEpochs(file)) {
      metrics.append(line);
    }
    assertThat(file).content().contains("\"seconds\":70.5,\"teacher_seconds\":12.5,\"layers\":[]}");
    assertThat(JsonLines.ofEpochs(file).read()).containsExactly(line);
  }

  @Test
  void append_fileOfAnEarlierProcess_goesOnAtTheEnd() throws IOException {
    Path file = folder.resolve("steps.jsonl");
    try (JsonLines<StepReport> steps = JsonLines.ofSteps(file)) {
      steps.append(step(0));
    }
    try (JsonLines<StepReport> steps = JsonLines.ofSteps(file)) {
      steps.append(step(1));
    }
    assertThat(file)
        .hasContent(
            """
            {"epoch":0,"step":0,"loss":2.0,"lr":0.1,"seconds":0.5}
            {"epoch":0,"step":1,"loss":2.0,"lr":0.1,"seconds":0.5}
            """);
  }

  @Test
  void keepBefore_laterSteps_dropsThem() throws IOException {
    Path file = folder.resolve("steps.jsonl");
    try (JsonLines<StepReport> steps = JsonLines.ofSteps(file)) {
      for (int i = 0; i < 5; i++) {
        steps.append(step(i));
      }
      steps.keepBefore(3);
      assertThat(steps.read()).extracting(StepReport::step).containsExactly(0L, 1L, 2L);
      steps.append(step(3));
      assertThat(steps.read()).extracting(StepReport::step).containsExactly(0L, 1L, 2L, 3L);
    }
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    assertThat(folder.toFile().list()).containsExactly("steps.jsonl");
  }

  /** Image file names may use the user's own language. */
  @Test
  void keepBefore_namesThatAreNotAscii_keepsTheirBytes() throws IOException {
    Path file = folder.resolve("bad_images.jsonl");
    BadImageReport bad =
        new BadImageReport("train", 0, 1, 2, "Käfer/犬.jpg", "is no image: “x”", 3, "Käfer/b.jpg");
    try (JsonLines<BadImageReport> images = JsonLines.ofBadImages(file)) {
      images.append(bad);
    }
    byte[] written = Files.readAllBytes(file);
    // Ends within a character.
    Files.write(file, new byte[] {'{', '"', (byte) 0xc3}, StandardOpenOption.APPEND);
    try (JsonLines<BadImageReport> images = JsonLines.ofBadImages(file)) {
      images.keepBefore(9);
      assertThat(images.read()).containsExactly(bad);
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(written);
  }

  @Test
  void keepBefore_tornLastLine_dropsIt() throws IOException {
    Path file = folder.resolve("steps.jsonl");
    try (JsonLines<StepReport> steps = JsonLines.ofSteps(file)) {
      steps.append(step(0));
    }
    String whole = Files.readString(file);
    for (int cut = 1; cut < whole.length() - 1; cut++) {
      Files.writeString(file, whole + whole.substring(0, cut));
      try (JsonLines<StepReport> steps = JsonLines.ofSteps(file)) {
        steps.keepBefore(9);
      }
      assertThat(file).hasContent(whole);
    }
  }

  @Test
  void keepBefore_noFile_makesNone() throws IOException {
    Path file = folder.resolve("steps.jsonl");
    try (JsonLines<StepReport> steps = JsonLines.ofSteps(file)) {
      steps.keepBefore(0);
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void keepBefore_damagedLine_saysWhichAndLeavesTheFile() throws IOException {
    Path file = folder.resolve("steps.jsonl");
    String content =
        """
        {"epoch":0,"step":0,"loss":2.0,"lr":0.1,"seconds":0.5}
        {"epoch":0,"st
        {"epoch":0,"step":2,"loss":2.0,"lr":0.1,"seconds":0.5}
        """;
    Files.writeString(file, content);
    try (JsonLines<StepReport> steps = JsonLines.ofSteps(file)) {
      assertThatThrownBy(() -> steps.keepBefore(1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("line 2 is not an object of " + file);
    }
    assertThat(file).hasContent(content);
  }

  private static EpochReport epoch(OptionalDouble teacherSeconds, List<LayerGauge> layers) {
    return new EpochReport(
        3,
        new Scores(200, 300, 90, 176),
        new Scores(20, 25, 10, 18),
        new EpochRates(0.1, 0.85),
        new EpochSpeed(712, 0.004, 70.5, teacherSeconds),
        layers);
  }

  private static StepReport step(long step) {
    return new StepReport(0, step, 2.0, 0.1, 0.5);
  }
}
