package org.recu.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.console.Console;
import org.recu.score.Scores;
import org.recu.tensorboard.WrittenEvents;
import org.recu.tensorboard.WrittenEvents.Point;

final class RunRecordTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T14:05:09Z"), ZoneOffset.UTC);

  private final Locale locale = Locale.getDefault();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path path;

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(locale);
  }

  @Test
  void oneEpoch_noTerminal_readsOnTheConsoleAndInTheLog() throws IOException {
    Locale.setDefault(Locale.GERMANY);
    try (RunRecord report =
        begin(new RecordOptions(3, 2, true, true, false), OptionalInt.empty())) {
      report.message("resnet20_1w1a on shapes");
      epoch(report, 0, 0);
    }
    String expected =
        """
        resnet20_1w1a on shapes
        epoch 0 step 2/4  loss 2.000  top1 25.0  top5 50.0  128 img/s
        epoch 0 step 4/4  loss 2.000  top1 25.0  top5 50.0  128 img/s
        epoch 0 (1 of 3)  train loss 2.000  top1 25.0  top5 50.0  val loss 1.900  top1 30.0  \
        top5 60.0  lr 0.1000  tau 0.8500  100.0 s  128 img/s  data wait 0.4 %
        done about 2026-11-23 14:08, in 3 min
        """;
    assertThat(out.toString(UTF_8)).isEqualTo(expected);
    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(files().log())
        .hasContent(expected.replaceAll("(?m)^(?=.)", "2026-11-23 14:05:09  "));
    assertThat(JsonLines.ofEpochs(files().metrics()).read()).hasSize(1);
    assertThat(JsonLines.ofSteps(files().steps()).read()).hasSize(4);
  }

  @Test
  void oneEpoch_terminal_keepsStepLinesForTheLog() throws IOException {
    try (RunRecord report =
        begin(new RecordOptions(1, 2, true, false, false), OptionalInt.of(90))) {
      epoch(report, 0, 0);
    }
    assertThat(out.toString(UTF_8).lines()).hasSize(1).first().asString().startsWith("epoch 0 (1");
    assertThat(files().log()).content().contains("epoch 0 step 2/4");
    assertThat(files().steps()).doesNotExist();
    assertThat(err.toString(UTF_8)).doesNotContain("\n");
  }

  @Test
  void resume_inTheSecondEpoch_dropsWhatWillBeDoneAgain() throws IOException {
    RecordOptions options = new RecordOptions(3, 100, false, true, true);
    try (RunRecord report = begin(options, OptionalInt.empty())) {
      epoch(report, 0, 0);
      epoch(report, 1, 0);
    }
    try (RunRecord report =
        RunRecord.resume(console(OptionalInt.empty()), files(), options, CLOCK, 1, 6)) {
      epoch(report, 1, 2);
    }
    assertThat(JsonLines.ofEpochs(files().metrics()).read())
        .extracting(EpochLine::epoch)
        .containsExactly(0, 1);
    assertThat(JsonLines.ofSteps(files().steps()).read())
        .extracting(StepReport::step)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  /** Values that only some epochs have become points only for those epochs. */
  @Test
  void epoch_teacherAndUnknownFlips_arePointsWhereTheyAreKnown() throws IOException {
    List<LayerGauge> layers = List.of(new LayerGauge("conv", 0.25, null, 1, 1.75));
    try (RunRecord report =
        begin(new RecordOptions(3, 100, false, false, true), OptionalInt.empty())) {
      epoch(report, 0, 0);
      report.epoch(epochReport(1, OptionalDouble.of(12.5), layers));
    }
    WrittenEvents events = WrittenEvents.in(path);
    assertThat(events.points("epoch/teacher_seconds")).containsExactly(new Point(1, 12.5f));
    assertThat(events.points("epoch/seconds")).hasSize(2);
    assertThat(events.points("dead_weights/conv")).containsExactly(new Point(1, 0.25f));
    assertThat(events.points("flipped_signs/conv")).isEmpty();
  }

  /**
   * Records an epoch of four steps, each with 64 images and half a second; some were done before.
   */
  private static void epoch(RunRecord report, int epoch, int done) throws IOException {
    Scores means = Scores.NONE;
    report.epochStarted(epoch, 4, done);
    for (int i = done; i < 4; i++) {
      Scores batch = new Scores(64, 128.0, 16, 32);
      means = means.plus(batch);
      report.step(
          new StepReport(epoch, epoch * 4L + i, 2.0, 0.1, 0.5),
          new BatchReport(batch, 0.85, 0.125),
          means);
    }
    report.epoch(epochReport(epoch, OptionalDouble.empty(), List.of()));
  }

  private static EpochReport epochReport(
      int epoch, OptionalDouble teacherSeconds, List<LayerGauge> layers) {
    return new EpochReport(
        epoch,
        new Scores(256, 512, 64, 128),
        new Scores(10, 19, 3, 6),
        new EpochRates(0.1, 0.85),
        new EpochSpeed(128, 0.004, 100, teacherSeconds),
        layers);
  }

  private RunRecord begin(RecordOptions options, OptionalInt columns) throws IOException {
    return RunRecord.begin(console(columns), files(), options, CLOCK);
  }

  private Console console(OptionalInt columns) {
    return new Console(
        new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), columns, CLOCK);
  }

  private RecordFiles files() {
    return new RecordFiles(path);
  }
}
