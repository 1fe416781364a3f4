package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.files.FileTree;
import org.recu.run.RunConfig;

/** Folders that cannot hold a run, and runs that cannot be resumed as requested. */
@ExtendWith(FinishedRun.Once.class)
final class BadRunFolderTest {

  @TempDir private Path place;

  @Test
  void train_folderHoldsARun_leavesItAlone(FinishedRun finished) throws IOException {
    SmallRun run = finished.run();
    Refusal.of(Recu.FAILED, run.folder(), run.begin())
        .names(run.folder() + " already has a run", "--resume", "--save");
  }

  @Test
  void train_folderHoldsOtherThings_leavesThemAlone() throws IOException {
    SmallRun run = new SmallRun(Files.createDirectory(place.resolve("photos")));
    Files.writeString(run.folder().resolve("cat.png"), "a cat");
    Refusal.of(Recu.FAILED, place, run.begin()).names(run.folder(), "not empty", "cat.png");
  }

  @Test
  void train_placeIsAFile_saysSo() throws IOException {
    SmallRun run = new SmallRun(Files.createFile(place.resolve("file")));
    Refusal.of(Recu.FAILED, place, run.begin()).names(run.folder() + " is not a folder");
  }

  @Test
  void train_placeCannotBeWritten_saysSo() throws IOException {
    SmallRun run = new SmallRun(Files.createFile(place.resolve("file")).resolve("run"));
    Refusal.of(Recu.FAILED, place, run.begin())
        .names(run.folder() + " cannot be used as a run's folder");
  }

  @Test
  void resume_noRun_saysSo() throws IOException {
    SmallRun run = new SmallRun(place.resolve("run"));
    Refusal.of(Recu.FAILED, place, run.resume())
        .names(run.folder().resolve("config.json"), "there is no run to resume");
  }

  @Test
  void resume_damagedConfig_takesTheOptionsOfTheCheckpoint(FinishedRun finished)
      throws IOException {
    SmallRun run = finished.run().copyTo(place.resolve("run"));
    Path config = run.folder().resolve("config.json");
    Map<String, Object> options = new HashMap<>(RunConfig.read(config).options());
    options.keySet().removeAll(Set.of("results_dir", "save", "resume"));
    Files.writeString(config, Files.readString(config).substring(0, 100));
    Program program = Program.run(run.resume());
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.errLines())
        .singleElement()
        .asString()
        .startsWith(config + " is not a run's config.json: ")
        .endsWith("; the run's options are taken from " + run.checkpoint("epoch-0001"));
    assertThat(RunConfig.read(config).options()).containsAllEntriesOf(options);
  }

  @Test
  void resume_damagedConfigWithoutACheckpoint_saysSo(FinishedRun finished) throws IOException {
    SmallRun run = finished.run().copyTo(place.resolve("run"));
    Path config = run.folder().resolve("config.json");
    FileTree.delete(run.folder().resolve("checkpoints"));
    Files.writeString(config, Files.readString(config).replace("\"seed\" : 7", "\"seed\" : 5"));
    Refusal.of(Recu.FAILED, place, run.resume()).names(config, "is damaged: its CRC-32C is ");
  }

  @Test
  void resume_damagedMetrics_saysSo(FinishedRun finished) throws IOException {
    SmallRun run = finished.run().copyTo(place.resolve("run"));
    Path metrics = run.folder().resolve("metrics.jsonl");
    Files.writeString(metrics, "{\"epoch\":\n" + Files.readString(metrics));
    Refusal.of(Recu.FAILED, place, run.resume()).names(metrics, "line 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--model vgg_small_1w1a | --model vgg_small_1w1a contradicts the run's resnet20_1w1a",
        "--dataset cifar100 | --dataset cifar100 contradicts the run's shapes",
        "--seed 8 | --seed 8 contradicts the run's 7",
        "--lr 0.2 | --lr 0.2 contradicts the run's 0.1",
        "-b 16 | --batch_size 16 contradicts the run's 15",
        "--epochs 3 | --epochs 3 contradicts the run's 2",
        "--optimizer adam | --optimizer adam contradicts the run's sgd",
        "--limit_train 80 | --limit_train 80 contradicts the run's 81",
        "--no_shuffle | --no_shuffle contradicts the run",
        "--warm_up | --warm_up contradicts the run",
      })
  void resume_contradiction_isRefusedByName(String typed, String message, FinishedRun finished)
      throws IOException {
    SmallRun run = finished.run();
    Refusal.of(Recu.MISUSED, run.folder(), run.resume(typed.split(" ", -1))).names(message);
  }
}
