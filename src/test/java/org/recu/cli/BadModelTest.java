package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.CheckpointStore;
import org.recu.checkpoint.EpochSums;
import org.recu.checkpoint.ModelDescription;
import org.recu.checkpoint.Position;
import org.recu.checkpoint.Progress;
import org.recu.checkpoint.TrainingState;
import org.recu.checkpoint.VariablesWriter;

/**
 * Damaged checkpoints, and checkpoints of another model, are rejected by each command that reads
 * them.
 */
@ExtendWith(FinishedRun.Once.class)
final class BadModelTest {

  private static final String DATA = "variables.data-00000-of-00001";

  @TempDir private Path place;
  private SmallRun run;

  @BeforeEach
  void copy(FinishedRun finished) throws IOException {
    run = finished.run().copyTo(place.resolve("run"));
  }

  @Test
  void anyCommand_flippedBit_isNoticed() throws IOException {
    Path file = run.checkpoint("epoch-0001").resolve(DATA);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 4;
    Files.write(file, bytes);
    refusedByAll(file + " is damaged: its CRC-32C is");
  }

  @Test
  void anyCommand_truncatedVariables_areNoticed() throws IOException {
    Path file = run.checkpoint("epoch-0001").resolve(DATA);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    refusedByAll(
        "%s is truncated: %d bytes found, %d were written"
            .formatted(file, bytes.length - 1, bytes.length));
  }

  @Test
  void anyCommand_missingIndex_isNoticed() throws IOException {
    Path file = run.checkpoint("epoch-0001").resolve("variables.index");
    Files.delete(file);
    refusedByAll(file + " is missing");
  }

  @Test
  void anyCommand_truncatedState_isNoticed() throws IOException {
    Path file = run.checkpoint("epoch-0001").resolve("state.pb");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 40));
    refusedByAll(file + " is truncated: 40 bytes found");
  }

  /** Asserts that evaluate, export and resume reject the checkpoint. */
  private void refusedByAll(String message) throws IOException {
    String checkpoint = run.checkpoint("epoch-0001").toString();
    failed("evaluate", "--model_path", checkpoint).names(message);
    failed("export", "--model_path", checkpoint, "--output", place.resolve("new").toString())
        .names(message);
    failed(run.resume())
        .names(message, "the checkpoint before it is " + run.checkpoint("epoch-0000"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "export"})
  void evaluateAndExport_nothingThere_saySo(String command) throws IOException {
    Path nowhere = place.resolve("nowhere");
    failed(command, "--model_path", nowhere.toString()).names(nowhere + " does not exist");
    Path empty = Files.createDirectory(place.resolve("empty"));
    failed(command, "--model_path", empty.toString()).names(empty + " is an empty folder");
    Path file = Files.writeString(place.resolve("model.pth.tar"), "not a model");
    failed(command, "--model_path", file.toString(), "--dataset", "shapes")
        .names(file + ": is no PyTorch file: expected a zip or a pickle, found bytes 6e 6f 74 20");
  }

  @Test
  void evaluate_anotherModelTyped_isRefused() throws IOException {
    failed("evaluate", "--model_path", run.folder().toString(), "--model", "vgg_small_1w1a")
        .names("--model vgg_small_1w1a", "resnet20_1w1a");
  }

  @Test
  void evaluate_anotherClassCount_isRefused() throws IOException {
    for (Path model : List.of(run.folder(), run.checkpoint("best"), run.savedModel())) {
      failed(
              "evaluate",
              "--model_path",
              model.toString(),
              "--dataset",
              "cifar100",
              "--data_path",
              place.toString(),
              "--gpus",
              "cpu")
          .names("has 10 classes, but dataset cifar100 has 100");
    }
  }

  @Test
  void resume_checkpointOfAnotherModel_isRefused() throws IOException {
    Path foreign = saveForeign("vgg_small_1w1a", Optional.empty());
    failed(run.resume())
        .names(foreign + " holds vgg_small_1w1a with 10 classes, not resnet20_1w1a with 10");
  }

  @Test
  void evaluate_checkpointOfUnknownModel_isRefused() throws IOException {
    Path foreign = saveForeign("resnet99_1w1a", Optional.empty());
    failed("evaluate", "--model_path", foreign.toString(), "--gpus", "cpu")
        .names(foreign, "model resnet99_1w1a is not one of");
  }

  @Test
  void evaluate_checkpointWithVariablesOfAnother_isRefused() throws IOException {
    // Its description says VGG, but its variables are those of a ResNet.
    Path foreign = saveForeign("vgg_small_1w1a", Optional.of(run.checkpoint("epoch-0001")));
    failed("evaluate", "--model_path", foreign.toString(), "--gpus", "cpu")
        .names(foreign + " does not hold the variables of vgg_small_1w1a with 10 classes");
  }

  @Test
  void export_ontoWhatIsThere_leavesItAlone() throws IOException {
    Path there = Files.createDirectory(place.resolve("there"));
    failed("export", "--model_path", run.folder().toString(), "--output", there.toString())
        .names(there + ": already exists");
    Path file = Files.createFile(place.resolve("file"));
    failed("export", "--model_path", run.folder().toString(), "--output", file.toString())
        .names(file + ": already exists");
    failed("export", "--model_path", run.folder().toString(), "--output", file + "/model")
        .names(file + ": not a folder");
  }

  @Test
  void export_afterAKillWhileReplacing_findsTheOldModelAgain() throws IOException {
    Path aside = Files.createDirectory(place.resolve(".replaced-model"));
    Files.writeString(aside.resolve("saved_model.pb"), "old");
    Path model = place.resolve("model");
    Program program =
        Program.run(
            "export", "--model_path", run.folder().toString(), "--output", model.toString());
    assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
    assertThat(program.err()).contains(model + ": already exists; nothing was overwritten");
    assertThat(model.resolve("saved_model.pb")).hasContent("old");
    assertThat(aside).doesNotExist();
  }

  @Test
  void export_savedModel_isRefused() throws IOException {
    failed("export", "--model_path", run.savedModel().toString())
        .names(run.savedModel() + " is a SavedModel already");
  }

  private Refusal failed(String... words) throws IOException {
    return Refusal.of(Recu.FAILED, place, words);
  }

  /**
   * Saves a complete checkpoint of another model as the run's latest.
   *
   * @param from the checkpoint to copy the variables from
   */
  private Path saveForeign(String model, Optional<Path> from) throws IOException {
    TrainingState state = Checkpoint.open(run.checkpoint("epoch-0001")).state();
    ModelDescription own = state.model();
    TrainingState foreign =
        new TrainingState(
            new ModelDescription(
                model,
                own.dataset(),
                own.classes(),
                own.classNames(),
                own.imageSize(),
                own.normalization()),
            state.run(),
            new Progress(new Position(2, 1), 13, 0.9, EpochSums.ZERO, Optional.empty()));
    VariablesWriter variables =
        prefix -> {
          for (String ending : List.of(".index", ".data-00000-of-00001")) {
            byte[] content =
                from.isPresent()
                    ? Files.readAllBytes(from.get().resolve("variables" + ending))
                    : new byte[1];
            Files.write(prefix.resolveSibling(prefix.getFileName() + ending), content);
          }
        };
    return new CheckpointStore(run.folder().resolve("checkpoints")).save(foreign, variables, 9);
  }
}
