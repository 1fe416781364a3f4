package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the program prints while it works, at each verbosity. */
@ExtendWith(FinishedRun.Once.class)
final class LiveOutputTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path results;

  @Test
  void quiet_training_saysTheResultAlone_andTheLogHasItAll() throws IOException {
    SmallRun run = new SmallRun(results.resolve("quiet"));
    Program program = Program.run(run.beginReal("--max_steps", "2", "--quiet"));
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.err()).isEmpty();
    assertThat(program.outLines()).singleElement().asString().startsWith("exported epoch-0000-");
    assertThat(Files.readAllLines(run.folder().resolve("train.log")))
        .hasSize(4)
        .anyMatch(line -> line.contains("resnet20_fp32 on shapes"))
        .anyMatch(line -> line.contains("epoch 0 step 2/6"));
  }

  @Test
  void quiet_failure_isStillOneLine() throws IOException {
    Refusal.of(
            Recu.FAILED,
            results,
            "evaluate",
            "--quiet",
            "--model_path",
            results.resolve("none").toString())
        .names(results.resolve("none"));
  }

  @Test
  void verbose_training_saysOptionsEveryStepAndTimes() {
    SmallRun run = new SmallRun(results.resolve("verbose"));
    Program program = Program.run(run.begin("--epochs", "1", "-p", "100", "--verbose"));
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    List<String> lines = program.outLines();
    assertThat(lines.get(0))
        .startsWith("options: ")
        .contains(" --model resnet20_1w1a ", " --lr 0.1 ", " --seed 7 ", " --verbose")
        .doesNotContain("--no_augment", "null", "false");
    assertThat(lines)
        .anyMatch(line -> line.matches("network, gradients and session ready in \\d+\\.\\d\\d s"))
        .anyMatch(line -> line.startsWith("epoch 0 took: training "))
        .anyMatch(line -> line.startsWith("sums of a 3x3 convolution of 32x32x16 to 16x16x32: "));
    assertThat(lines)
        .filteredOn(line -> line.startsWith("epoch 0 step "))
        .hasSize(SmallRun.STEPS)
        .allMatch(line -> line.matches(".* img/s  \\d+\\.\\d{3} s  data wait \\d+\\.\\d{3} s"));
  }

  @Test
  void logFormatJson_training_isAnObjectAnEvent() throws IOException {
    SmallRun run = new SmallRun(results.resolve("json"));
    Program begun = Program.run(run.begin("--log_format", "json"));
    assertThat(begun.exitCode()).as(begun.err()).isEqualTo(Recu.DONE);
    assertThat(begun.err()).isEmpty();
    List<Map<String, Object>> events = events(begun.out());
    assertThat(events).allSatisfy(event -> assertThat(event).containsKeys("event", "time"));
    assertThat(events.get(0))
        .containsEntry("event", "run")
        .containsEntry("model", "resnet20_1w1a")
        .containsEntry("training_images", SmallRun.IMAGES)
        .containsEntry("seed", 7)
        .containsEntry("from", null);
    assertThat(of("step", events))
        .hasSize(2 * SmallRun.STEPS)
        .last()
        .satisfies(
            step ->
                assertThat(step)
                    .containsEntry("epoch", 1)
                    .containsEntry("done", SmallRun.STEPS)
                    .containsEntry("steps", SmallRun.STEPS));
    List<Map<String, Object>> epochs = of("epoch", events);
    epochs.forEach(epoch -> epoch.keySet().removeAll(List.of("event", "time")));
    assertThat(epochs).isEqualTo(run.metrics());
    assertThat(events.get(events.size() - 1))
        .containsEntry("event", "exported")
        .containsEntry("to", run.savedModel().toString());
    assertThat(Files.readString(run.folder().resolve("train.log")))
        .as("the log stays for people")
        .contains("epoch 1 (2 of 2)  train loss ");
  }

  @Test
  void logFormatJson_evaluation_isAnObject(FinishedRun finished) throws IOException {
    String path = finished.run().folder().toString();
    Program program =
        Program.run("evaluate", "--model_path", path, "--gpus", "cpu", "--log_format", "json");
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    List<Map<String, Object>> events = events(program.out());
    assertThat(events).hasSize(1);
    assertThat(events.get(0))
        .containsEntry("event", "evaluation")
        .containsKeys("loss", "top1", "top5", "images", "images_per_second");
  }

  @Test
  void logFormatJson_failure_isAnObjectToo() throws IOException {
    Path none = results.resolve("none");
    Program program = Program.run("export", "--log_format=json", "--model_path", none.toString());
    assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
    assertThat(program.out()).isEmpty();
    assertThat(events(program.err())).hasSize(1);
    assertThat(events(program.err()).get(0)).containsEntry("event", "error");
    assertThat(events(program.err()).get(0).get("text").toString()).contains(none.toString());
  }

  @Test
  void verbose_export_tellsItsOptions(FinishedRun finished) {
    Path output = results.resolve("exported");
    Program program =
        Program.run(
            "export",
            "--verbose",
            "--model_path",
            finished.run().folder().toString(),
            "--output",
            output.toString());
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.outLines()).hasSize(2);
    assertThat(program.outLines().get(0))
        .startsWith("options: --model_path ")
        .contains(" --output " + output + " ");
  }

  @Test
  void contradictionAndUnknownFormat_areMisuse() throws IOException {
    Refusal.of(Recu.MISUSED, results, "train", "--dataset", "shapes", "--quiet", "--verbose")
        .names("--quiet contradicts --verbose");
    Refusal.of(Recu.MISUSED, results, "evaluate", "--model_path", "x", "--log_format", "xml")
        .names("--log_format: xml is not one of text, json");
    Refusal.of(Recu.MISUSED, results, "download", "cifar10", "--quiet=yes").names("--quiet");
  }

  /** With a terminal reported by the launcher, the bar is on standard error. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no launcher")
  void bar_terminal_isDrawn_butNotWhereCiIsSet() throws Exception {
    assertThat(barOf(Map.of("RECU_COLUMNS", "70"))).contains("epoch 0 [").doesNotContain("\n");
    assertThat(barOf(Map.of("RECU_COLUMNS", "70", "CI", "true"))).isEmpty();
  }

  private String barOf(Map<String, String> environment) throws Exception {
    Path folder = Files.createTempDirectory(results, "bar").resolve("run");
    String[] words = new SmallRun(folder).beginReal("--max_steps", "1");
    try (ChildProgram program = ChildProgram.startIn(environment, words)) {
      assertThat(program.rest()).isNotEmpty();
      assertThat(program.exitCode()).isEqualTo(Recu.DONE);
      return program.everythingOnStandardError();
    }
  }

  private static List<Map<String, Object>> of(String event, List<Map<String, Object>> events) {
    return events.stream().filter(object -> object.get("event").equals(event)).toList();
  }

  private static List<Map<String, Object>> events(String lines) {
    return lines.lines().map(LiveOutputTest::object).toList();
  }

  private static Map<String, Object> object(String line) {
    try {
      return JSON.readValue(line, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
