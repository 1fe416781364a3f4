package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are ended from outside, each compared with one that never was. */
@ExtendWith(FinishedRun.Once.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such signals")
final class InterruptedRunTest {

  private static final int KILLED = 128 + 9;
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path results;

  @Test
  void resume_killedInTheMiddleOfAnEpoch_endsWithTheSameBytes(FinishedRun finished)
      throws Exception {
    SmallRun run = new SmallRun(results.resolve("killed"));
    try (ChildProgram program =
        ChildProgram.start(run.begin("--checkpoint_steps", "2", "--log_steps"))) {
      // The second step's checkpoint lies between its line and the third's.
      program.awaitLine("epoch 1 step 3/6");
      program.kill();
      assertThat(program.exitCode()).isEqualTo(KILLED);
    }
    assertThat(run.checkpoints())
        .contains("epoch-0000", "epoch-0001-step-000002")
        .doesNotContain("epoch-0001");

    Program resumed = Program.run(run.resume());
    assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(Recu.DONE);
    assertThat(resumed.outLines().get(0)).contains(", from epoch-0001-step-00000");
    assertSame(run, finished.run());
    assertThat(run.steps())
        .extracting(step -> step.get("loss"))
        .isEqualTo(finished.run().steps().stream().map(step -> step.get("loss")).toList());
  }

  @Test
  void resume_afterCtrlC_endsWithTheSameBytes(FinishedRun finished) throws Exception {
    SmallRun run = new SmallRun(results.resolve("interrupted"));
    List<String> said;
    try (ChildProgram program = ChildProgram.start(run.begin())) {
      program.awaitLine("epoch 0 step 2/6");
      assumeTrue(program.takesInterrupts());
      program.interrupt();
      said = program.rest();
      assertStopped(program);
    }
    assertGoesOn(said, 0, run, finished.run());
  }

  @Test
  void resume_afterTheBatchSystemsNotice_endsWithTheSameBytes(FinishedRun finished)
      throws Exception {
    SmallRun run = new SmallRun(results.resolve("terminated"));
    List<String> said;
    try (ChildProgram program = ChildProgram.start(run.begin())) {
      program.awaitLine("epoch 1 step 1/6");
      program.terminate();
      said = program.rest();
      assertStopped(program);
    }
    assertGoesOn(said, 1, run, finished.run());
  }

  @Test
  void train_secondSignal_endsAtOnce() throws Exception {
    SmallRun run = new SmallRun(results.resolve("at-once"));
    // A step long enough that both signals fall into it.
    try (ChildProgram program =
        ChildProgram.start(run.begin("--limit_train", "1536", "-b", "512"))) {
      program.awaitLine("epoch 0 step 1/3");
      program.terminate();
      program.awaitError("recu: stopping after this step");
      assertThat(program.handlesTermination()).isFalse();
      program.terminate();
      assertThat(program.rest()).isEmpty();
      assertThat(program.errors()).isEmpty();
      assertThat(program.exitCode()).isEqualTo(TERMINATED);
    }
    assertThat(run.folder().resolve("checkpoints")).doesNotExist();
  }

  @Test
  void benchmark_signal_endsAtOnce() throws Exception {
    try (ChildProgram program =
        ChildProgram.start(
            "benchmark",
            "--gpus",
            "cpu",
            "--dataset",
            "shapes",
            "--json",
            "--workers",
            "1",
            "-b",
            "16",
            "--what",
            "pipeline,step",
            "--passes",
            "1",
            "--seconds",
            "1")) {
      program.awaitLine("{\"what\":\"pipeline\"");
      // Left to the Java machine it would end as well, and report a crash now and then.
      assertThat(program.handlesTermination()).isFalse();
      program.terminate();
      assertThat(program.rest()).isEmpty();
      assertThat(program.errors()).isEmpty();
      assertThat(program.exitCode()).isEqualTo(TERMINATED);
    }
  }

  @Test
  void resume_diskFullAtACheckpoint_keepsTheLastOneWhole(FinishedRun finished) throws Exception {
    SmallRun run = finished.run().copyTo(results.resolve("full"));
    Folders.delete(run.checkpoint("epoch-0001"));
    Snapshot last = Snapshot.of(run.checkpoint("epoch-0000"));
    // Half of what a checkpoint's variables take.
    try (ChildProgram program = ChildProgram.startWithSmallFiles(1000, run.resume())) {
      program.rest();
      assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
      assertThat(program.errors())
          .filteredOn(line -> line.startsWith("recu: "))
          .singleElement()
          .asString()
          .startsWith(
              "recu: checkpoint %s was not written: ".formatted(run.checkpoint("epoch-0001")))
          .endsWith("; the last whole checkpoint is " + run.checkpoint("epoch-0000"));
    }
    assertThat(Snapshot.of(run.checkpoint("epoch-0000"))).isEqualTo(last);
    assertThat(run.checkpoints()).containsExactly("epoch-0000");

    Program resumed = Program.run(run.resume());
    assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(Recu.DONE);
    assertSame(run, finished.run());
  }

  /** It says so in one line, and nothing else stands on standard error: no remark of TensorFlow. */
  private static void assertStopped(ChildProgram program) throws InterruptedException {
    assertThat(program.exitCode()).isEqualTo(Recu.STOPPED);
    assertThat(program.errors())
        .containsExactly("recu: stopping after this step; once more ends at once");
  }

  /** Goes on by the very words that the program gave. */
  private static void assertGoesOn(
      List<String> said, int epoch, SmallRun run, SmallRun uninterrupted) throws IOException {
    String last = said.get(said.size() - 1);
    assertThat(last)
        .matches("Stopped in epoch %d after \\d of 6 steps. Resume with: recu .*".formatted(epoch));
    int steps = Integer.parseInt(last.replaceAll(".* after (\\d) of .*", "$1"));
    assertThat(run.checkpoints())
        .contains("epoch-%04d-step-%06d".formatted(epoch, steps))
        .doesNotContain(SmallRun.LAST_CHECKPOINT);
    assertThat(run.savedModel()).doesNotExist();

    Program resumed = Program.runLine(last.replaceAll(".*Resume with: recu ", ""));
    assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(Recu.DONE);
    assertSame(run, uninterrupted);
  }

  private static void assertSame(SmallRun run, SmallRun uninterrupted) throws IOException {
    assertThat(run.variables(SmallRun.LAST_CHECKPOINT))
        .hasSize(2)
        .isEqualTo(uninterrupted.variables(SmallRun.LAST_CHECKPOINT));
    assertThat(run.timelessMetrics())
        .hasSize(SmallRun.EPOCHS)
        .isEqualTo(uninterrupted.timelessMetrics());
    assertThat(run.savedModel().resolve("saved_model.pb")).isRegularFile();
  }
}
