package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a run writes, and what its result depends on. */
@ExtendWith(FinishedRun.Once.class)
final class TrainingRunTest {

  @Test
  void train_twoEpochs_saysWhatItDoes(FinishedRun finished) {
    Program program = finished.program();
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.err()).isEmpty();
    List<String> lines = program.outLines();
    assertThat(lines.get(0))
        .isEqualTo(
            "resnet20_1w1a on shapes: 81 training and 40 test images, seed 7, into "
                + finished.run().folder());
    assertThat(lines).filteredOn(line -> line.startsWith("epoch 1 step ")).hasSize(SmallRun.STEPS);
    assertThat(lines)
        .anyMatch(line -> line.startsWith("epoch 0 (1 of 2)  train loss "))
        .anyMatch(line -> line.startsWith("epoch 1 (2 of 2)  train loss "))
        .anyMatch(line -> line.startsWith("done about "));
    assertThat(lines.get(lines.size() - 1)).startsWith("exported epoch-000");
  }

  @Test
  void train_twoEpochs_leavesARunsFiles(FinishedRun finished) throws IOException {
    SmallRun run = finished.run();
    assertThat(run.folder())
        .isDirectoryContaining("glob:**/config.json")
        .isDirectoryContaining("glob:**/metrics.jsonl")
        .isDirectoryContaining("glob:**/steps.jsonl");
    assertThat(run.checkpoints()).containsExactly("epoch-0000", "epoch-0001");
    assertThat(run.checkpoint("latest")).isSymbolicLink();
    assertThat(run.checkpoint("latest").toRealPath().getFileName()).hasToString("epoch-0001");
    assertThat(run.checkpoint("best").toRealPath().getFileName()).hasToString(best(run));
    assertThat(run.savedModel().resolve("saved_model.pb")).isRegularFile();
    assertThat(run.savedModel().resolve("assets/class_names.txt")).isRegularFile();
    assertThat(Files.readAllLines(run.folder().resolve("train.log")))
        .as("what the console showed, each line after its time")
        .hasSameSizeAs(finished.program().outLines());
  }

  /** The best epoch, the earlier one if several are equal. */
  private static String best(SmallRun run) throws IOException {
    List<Double> top1 =
        run.metrics().stream().map(line -> ((Number) line.get("val_top1")).doubleValue()).toList();
    return top1.get(1) > top1.get(0) ? "epoch-0001" : "epoch-0000";
  }

  @Test
  void config_holdsEveryOptionAsResolved(FinishedRun finished) throws IOException {
    Map<String, Object> config =
        new ObjectMapper()
            .readValue(
                finished.run().folder().resolve("config.json").toFile(), new TypeReference<>() {});
    assertThat(config)
        .containsEntry("model", "resnet20_1w1a")
        .containsEntry("dataset", "shapes")
        .containsEntry("seed", 7)
        .containsEntry("batch_size", SmallRun.BATCH)
        .containsEntry("limit_train", SmallRun.IMAGES)
        .containsEntry("lr", 0.1)
        .containsEntry("weight_decay", 5e-4)
        .containsEntry("tau_max", 0.99)
        .containsEntry("no_augment", false)
        .containsEntry("max_steps", null)
        .containsKeys("versions", "machine");
    List<String> options =
        new ArrayList<>(
            TrainSettings.TABLE.settings().stream().map(Setting::name).sorted().toList());
    options.remove("evaluate");
    assertThat(config).containsKeys(options.toArray(String[]::new));
  }

  @Test
  void metrics_haveThePublishedFieldsAndEpochsFromZero(FinishedRun finished) throws IOException {
    List<Map<String, Object>> lines = finished.run().metrics();
    assertThat(lines).hasSize(SmallRun.EPOCHS);
    for (int epoch = 0; epoch < lines.size(); epoch++) {
      Map<String, Object> line = lines.get(epoch);
      assertThat(line)
          .containsOnlyKeys(
              "epoch",
              "train_loss",
              "train_top1",
              "train_top5",
              "val_loss",
              "val_top1",
              "val_top5",
              "lr",
              "tau",
              "images_per_second",
              "data_wait",
              "seconds",
              "layers")
          .containsEntry("epoch", epoch);
      assertThat((double) line.get("data_wait")).isBetween(0.0, 1.0);
      assertThat((double) line.get("images_per_second")).isPositive();
      assertThat((double) line.get("val_top5"))
          .isBetween((double) line.get("val_top1"), 100.0)
          // One of 40 images is 2.5 percent.
          .satisfies(percent -> assertThat(percent % 2.5).isZero());
    }
    // Half a cosine over two epochs, and tau's formula halfway through them.
    assertThat((double) lines.get(0).get("lr")).isEqualTo(0.1);
    assertThat((double) lines.get(1).get("lr")).isCloseTo(0.05, within(1e-12));
    assertThat((double) lines.get(0).get("tau")).isCloseTo(0.85, within(1e-12));
    assertThat((double) lines.get(1).get("tau"))
        .isCloseTo(0.85 + 0.14 * (Math.exp(0.5) - 1) / (Math.E - 1), within(1e-12));
  }

  @Test
  void steps_addUpToTheEpochs(FinishedRun finished) throws IOException {
    List<Map<String, Object>> steps = finished.run().steps();
    assertThat(steps).extracting(step -> step.get("step")).isEqualTo(range(12));
    assertThat(steps).extracting(step -> step.get("epoch")).startsWith(0, 0, 0, 0, 0, 0, 1);
    assertThat(steps)
        .allSatisfy(
            step -> assertThat(step).containsOnlyKeys("epoch", "step", "loss", "lr", "seconds"));
    for (int epoch = 0; epoch < SmallRun.EPOCHS; epoch++) {
      double sum = 0;
      for (int step = 0; step < SmallRun.STEPS; step++) {
        int images = Math.min(SmallRun.BATCH, SmallRun.IMAGES - step * SmallRun.BATCH);
        sum += images * (double) steps.get(epoch * SmallRun.STEPS + step).get("loss");
      }
      assertThat((double) finished.run().metrics().get(epoch).get("train_loss"))
          .isCloseTo(sum / SmallRun.IMAGES, within(1e-5));
    }
  }

  private static List<Object> range(int end) {
    return IntStream.range(0, end).<Object>mapToObj(i -> i).toList();
  }

  @Test
  void train_moreWorkersAndCheckpoints_endsWithTheSameBytes(
      FinishedRun finished, @TempDir Path results) throws IOException {
    SmallRun run = new SmallRun(results.resolve("workers"));
    Program program =
        Program.run(run.begin("--workers", "3", "--checkpoint_steps", "2", "--keep", "2"));
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(run.variables("epoch-0001"))
        .hasSize(2)
        .isEqualTo(finished.run().variables("epoch-0001"));
    assertThat(run.timelessMetrics()).isEqualTo(finished.run().timelessMetrics());
    List<String> kept = new ArrayList<>(List.of("epoch-0001", "epoch-0001-step-000004"));
    if (best(run).equals("epoch-0000")) {
      kept.add("epoch-0000");
    }
    assertThat(run.checkpoints()).containsExactlyInAnyOrderElementsOf(kept);
  }

  @Test
  void train_anotherSeed_comesToSomethingElse(FinishedRun finished, @TempDir Path results)
      throws IOException {
    SmallRun run = new SmallRun(results.resolve("seed"));
    Program program = Program.run(run.begin("--seed", "8", "--max_steps", "6"));
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(run.checkpoints()).containsExactly("epoch-0000");
    assertThat(run.variables("epoch-0000").get("variables.data-00000-of-00001"))
        .isNotEqualTo(finished.run().variables("epoch-0000").get("variables.data-00000-of-00001"));
  }
}
