package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.recu.run.RunFolderFixture;
import org.recu.run.RunHistory;

/** What {@code recu runs} prints for runs in every state. */
@ExtendWith(FinishedRun.Once.class)
final class RunsTest {

  @TempDir private Path results;

  @Test
  void runs_aProcessTrains_isRunningAndInterruptedOnceThatIsKilled() throws Exception {
    SmallRun run = new SmallRun(results.resolve("run"));
    try (ChildProgram program = ChildProgram.startHeldAfter(7, run.beginReal())) {
      program.awaitLine("epoch 1 step 1/6");
      assertThat(only())
          .containsEntry("state", "running")
          .containsEntry("epochs_done", 1)
          .containsEntry("epochs", 2)
          .containsEntry("best_top1", run.metrics().get(0).get("val_top1"));
      program.kill();
      program.exitCode();
    }
    assertThat(only()).containsEntry("state", "interrupted").containsEntry("epochs_done", 1);
  }

  @Test
  void runs_aRunThatIsDone_isFinishedAndUntouched(FinishedRun finished) throws IOException {
    SmallRun run = finished.run().copyTo(results.resolve("run"));
    Snapshot before = Snapshot.of(results);
    assertThat(only())
        .containsOnlyKeys(
            "run",
            "state",
            "epochs_done",
            "epochs",
            "best_top1",
            "best_epoch",
            "updated",
            "model",
            "dataset",
            "seed",
            "failure")
        .containsEntry("run", run.folder().toString())
        .containsEntry("state", "finished")
        .containsEntry("model", "resnet20_1w1a")
        .containsEntry("dataset", "shapes")
        .containsEntry("seed", 7)
        .containsEntry("failure", null);
    assertThat(Snapshot.of(results)).isEqualTo(before);
  }

  @Test
  void runs_aRunThatDiverged_isFailedUntilItGoesOn() throws IOException {
    SmallRun run = new SmallRun(results.resolve("run"));
    Program diverged = Program.run(run.beginReal("--lr", "1e30"));
    assertThat(diverged.exitCode()).isEqualTo(Recu.FAILED);
    assertThat(only())
        .containsEntry("state", "failed")
        .containsEntry("failure", diverged.err().strip().replaceFirst("^recu: ", ""));

    run.edit("1.0E30", "0.1");
    assertThat(Program.run(run.resume("--max_steps", "1")).exitCode()).isEqualTo(Recu.DONE);
    assertThat(only()).containsEntry("state", "interrupted").containsEntry("failure", null);
  }

  @Test
  void runs_aDamagedOne_isNamedAndTheOthersAreShown() throws IOException {
    RunFolderFixture.of(results.resolve("b"), 9).withTop1(12.5);
    RunFolderFixture damaged = RunFolderFixture.of(results.resolve("a"), 9);
    damaged.write("config.json", "{\"model\":");
    for (String[] words : new String[][] {{}, {"--json"}}) {
      Program program = runs(words);
      assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
      assertThat(program.errLines())
          .singleElement()
          .asString()
          .startsWith(
              "recu: " + results.resolve("a/config.json") + " is not a run's config.json: ");
      assertThat(program.out()).contains("resnet20_1w1a").contains("12.5");
    }
  }

  @Test
  void lines_ofSeveralRuns_standUnderEachOther() throws IOException {
    RunFolderFixture.of(results.resolve("baseline"), 600).withTop1(9.5, 12.25);
    RunFolderFixture failed = RunFolderFixture.of(results.resolve("sweep/lr 1\n"), 1);
    failed.write("failed.json", "{\"message\":\"disk\\nfull\",\"time\":\"\"}");
    List<RunHistory> runs =
        List.of(RunHistory.read(results.resolve("baseline")), RunHistory.read(failed.folder()));
    assertThat(RunTable.lines(results, runs, ZoneOffset.UTC))
        .containsExactly(
            "run          state        epochs  best top-1  last written      model          data",
            "-----------------------------------------------------------------------------------"
                + "---",
            "baseline     interrupted   2/600     12.25 %  2026-11-23 14:05  resnet20_1w1a "
                + " cifar10",
            "sweep/lr 1?  failed          0/1           -  2026-11-23 14:05  resnet20_1w1a "
                + " cifar10",
            "sweep/lr 1?: disk?full");
  }

  @Test
  void runs_noneThere_saysSo() {
    Program program = runs();
    assertThat(program.exitCode()).isEqualTo(Recu.DONE);
    assertThat(program.outLines()).containsExactly("no runs below " + results);
    assertThat(runs("--json").out()).isEmpty();
  }

  @Test
  void runs_noFolder_isRefused() throws IOException {
    Path nowhere = results.resolve("nowhere");
    Refusal.of(Recu.FAILED, results, "runs", nowhere.toString())
        .names(nowhere, "does not exist, expected a folder with runs");
  }

  private Program runs(String... more) {
    List<String> words = new ArrayList<>(List.of("runs", results.toString()));
    words.addAll(List.of(more));
    return Program.run(words.toArray(String[]::new));
  }

  /** The single object that {@code --json} prints. */
  private Map<String, Object> only() throws IOException {
    Program program = runs("--json");
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.outLines()).hasSize(1);
    return new ObjectMapper().readValue(program.out(), new TypeReference<>() {});
  }
}
