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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.checkpoint.CheckpointException;
import org.recu.checkpoint.CheckpointStore;
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
      assertThat(ModelPath.of(path)).isInstanceOf(ModelPath.Run.class);
      ModelPath.Run run = (ModelPath.Run) ModelPath.of(path);
      assertThat(run.path()).isEqualTo(path);
      assertThat(content(run.checkpoint())).isEqualTo("0");
    }
  }

  @Test
  void checkpoint_nothingEvaluatedYet_isTheLatest() throws IOException {
    new RunFolder(temp).checkpoints().save(inside(0, 7), variables("7"), 3);
    assertThat(content(((ModelPath.Run) ModelPath.of(temp)).checkpoint())).isEqualTo("7");
  }

  @Test
  void checkpoint_noCheckpointYet_isRefused() throws IOException {
    Files.writeString(new RunFolder(temp).config(), "{}");
    ModelPath.Run run = (ModelPath.Run) ModelPath.of(temp);
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
      assertThat(ModelPath.of(path)).isEqualTo(new ModelPath.CheckpointFolder(path));
      assertThat(content(new ModelPath.CheckpointFolder(path).checkpoint())).isEqualTo("0");
    }
  }

  @Test
  void of_checkpointWithoutItsState_isACheckpointThatDoesNotOpen() throws IOException {
    Path folder = new CheckpointStore(temp).save(after(0), variables("0"), 3);
    Files.delete(folder.resolve("state.pb"));
    ModelPath.CheckpointFolder damaged = (ModelPath.CheckpointFolder) ModelPath.of(folder);
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(damaged::checkpoint)
        .withMessage(folder + " is not a whole checkpoint: it holds no state.pb");
  }

  @Test
  void of_savedModel_isTheSavedModel() throws IOException {
    Files.writeString(temp.resolve("saved_model.pb"), "graph");
    assertThat(ModelPath.of(temp)).isEqualTo(new ModelPath.SavedModel(temp));
  }

  @Test
  void of_file_isPyTorchs() throws IOException {
    Path file = Files.createFile(temp.resolve("model_best.pth.tar"));
    assertThat(ModelPath.of(file)).isEqualTo(new ModelPath.PyTorch(file));
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

  private static void refused(Path path, String message) {
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> ModelPath.of(path))
        .withMessage(path + message);
  }
}
