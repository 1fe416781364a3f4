package org.recu.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.recu.checkpoint.CheckpointFixture.after;
import static org.recu.checkpoint.CheckpointFixture.content;
import static org.recu.checkpoint.CheckpointFixture.inside;
import static org.recu.checkpoint.CheckpointFixture.variables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.recu.checkpoint.CheckpointException;
import org.recu.checkpoint.CheckpointStore;
import org.recu.pytorch.PyTorchException;
import org.recu.run.RunFolder;

final class ModelPathTest {

  private static final String EXPECTED =
      ", expected a run folder, a checkpoint, a SavedModel, a packed or a PyTorch file";

  @TempDir private Path temp;

  @Test
  void of_runFolderOrItsCheckpoints_isTheRun() throws IOException {
    CheckpointStore store = new RunFolder(temp).checkpoints();
    store.save(after(0, 0), variables("0"), 3);
    store.save(after(1, 0), variables("1"), 3);
    for (Path path : new Path[] {temp, store.folder()}) {
      assertThat(ModelPath.of(path)).isInstanceOf(RunPath.class);
      RunPath run = (RunPath) ModelPath.of(path);
      assertThat(run.path()).isEqualTo(path);
      assertThat(content(run.checkpoint())).isEqualTo("0");
    }
  }

  @Test
  void checkpoint_nothingEvaluatedYet_isTheLatest() throws IOException {
    new RunFolder(temp).checkpoints().save(inside(0, 7), variables("7"), 3);
    assertThat(content(((RunPath) ModelPath.of(temp)).checkpoint())).isEqualTo("7");
  }

  @Test
  void checkpoint_noCheckpointYet_isRefused() throws IOException {
    Files.writeString(new RunFolder(temp).config(), "{}");
    RunPath run = (RunPath) ModelPath.of(temp);
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(run::checkpoint)
        .withMessage(temp + " holds no checkpoint yet");
  }

  @Test
  void of_checkpointOrALinkToIt_isTheCheckpoint() throws IOException {
    CheckpointStore store = new RunFolder(temp).checkpoints();
    Path folder = store.save(after(0), variables("0"), 3);
    Path copy = Files.move(folder, temp.resolve("my favourite"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), copy);
    for (Path path : new Path[] {copy, link}) {
      assertThat(ModelPath.of(path)).isEqualTo(new CheckpointPath(path));
      assertThat(content(new CheckpointPath(path).checkpoint())).isEqualTo("0");
    }
  }

  @Test
  void of_checkpointWithoutItsState_isACheckpointThatDoesNotOpen() throws IOException {
    Path folder = new CheckpointStore(temp).save(after(0), variables("0"), 3);
    Files.delete(folder.resolve("state.pb"));
    CheckpointPath damaged = (CheckpointPath) ModelPath.of(folder);
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(damaged::checkpoint)
        .withMessage(folder + " is not a whole checkpoint: it holds no state.pb");
  }

  @Test
  void of_savedModel_isTheSavedModel() throws IOException {
    Files.writeString(temp.resolve("saved_model.pb"), "graph");
    assertThat(ModelPath.of(temp)).isEqualTo(new SavedModelPath(temp));
  }

  @Test
  void of_file_isPyTorchs() throws IOException {
    Path file = Files.createFile(temp.resolve("model_best.pth.tar"));
    assertThat(ModelPath.of(file)).isEqualTo(new PyTorchPath(file));
  }

  @Test
  void of_anythingElse_isRefusedWithWhatWasFound() throws IOException {
    refused(temp.resolve("nowhere"), " does not exist" + EXPECTED);
    refused(Files.createDirectory(temp.resolve("empty")), " is an empty folder" + EXPECTED);
    refused(temp, " is a folder of other files (such as empty)" + EXPECTED);
    refused(
        Files.createSymbolicLink(temp.resolve("latest"), Path.of("gone")),
        " is a broken link" + EXPECTED);
  }

  /** Nothing is opened: that would wait for a writer that never comes. */
  @Test
  @Timeout(20)
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void of_pipeOrDevice_isRefusedAtOnce() throws Exception {
    Path pipe = temp.resolve("model.recu");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    refused(pipe, " is a pipe or a device" + EXPECTED);
    refused(Path.of("/dev/null"), " is a pipe or a device" + EXPECTED);
    assertThatExceptionOfType(PyTorchException.class)
        .isThrownBy(new PyTorchPath(pipe)::read)
        .withMessageStartingWith(pipe + ": is a pipe or a device, expected a PyTorch file");
  }

  @Test
  void network_exportedModel_isRefusedByItsNoun() throws IOException {
    for (ModelPath path : List.of(new SavedModelPath(temp), new PackedPath(temp))) {
      String message =
          "%s is %s, which has only the signs of the weights; expected a run folder, a checkpoint"
                  .formatted(temp, path.noun())
              + " or a PyTorch file";
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> path.network(ModelOptions.NONE))
          .withMessage(message);
      assertThatExceptionOfType(IOException.class).isThrownBy(path::stateDict).withMessage(message);
    }
  }

  private static void refused(Path path, String message) {
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> ModelPath.of(path))
        .withMessage(path + message);
  }
}
