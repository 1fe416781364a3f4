package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupts runs from outside and compares each with an uninterrupted one. */
@ExtendWith(FinishedRun.Once.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such signals")
final class InterruptedRunTest {

  private static final int KILLED = 128 + 9;
  private static final int TERMINATED = 128 + 15;

  private static final String STOPPING =
      "recu: stopping after this step; press Ctrl-C again to quit immediately";

  @TempDir private static Path place;

  /** Never stopped, without binary layers: what stops a run does not know its network. */
  private static SmallRun whole;

  @TempDir private Path results;

  @BeforeAll
  static void trainWhole() {
    whole = new SmallRun(place.resolve("whole"));
    Program program = Program.run(whole.beginReal());
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
  }

  @Test
  void resume_killedInTheMiddleOfAnEpoch_endsWithTheSameBytes(FinishedRun finished)
      throws Exception {
    SmallRun run = new SmallRun(results.resolve("killed"));
    try (ChildProgram program =
        ChildProgram.startHeldAfter(9, run.begin("--checkpoint_steps", "2", "--log_steps"))) {
      // The second step's checkpoint is written between its line and the third step's.
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
  void resume_afterCtrlC_endsWithTheSameBytes() throws Exception {
    SmallRun run = new SmallRun(results.resolve("interrupted"));
    List<String> said;
    try (ChildProgram program = ChildProgram.startHeldAfter(2, run.beginReal())) {
      program.awaitLine("epoch 0 step 2/6");
      assumeTrue(program.takesInterrupts());
      program.interrupt();
      assertThat(program.nextError()).isEqualTo(STOPPING);
      program.release();
      said = program.rest();
      assertStopped(program);
    }
    assertResumes(said, 0, 2, run, whole);
  }

  @Test
  void resume_afterTheBatchSystemsNotice_endsWithTheSameBytes() throws Exception {
    SmallRun run = new SmallRun(results.resolve("terminated"));
    List<String> said;
    try (ChildProgram program = ChildProgram.startHeldAfter(7, run.beginReal())) {
      program.awaitLine("epoch 1 step 1/6");
      program.terminate();
      assertThat(program.nextError()).isEqualTo(STOPPING);
      program.release();
      said = program.rest();
      assertStopped(program);
    }
    assertResumes(said, 1, 1, run, whole);
  }

  @Test
  void train_secondSignal_endsAtOnce() throws Exception {
    SmallRun run = new SmallRun(results.resolve("at-once"));
    try (ChildProgram program = ChildProgram.startHeldAfter(1, run.beginReal())) {
      program.awaitLine("epoch 0 step 1/6");
      program.terminate();
      assertThat(program.nextError()).isEqualTo(STOPPING);
      assertThat(program.handlesTermination()).isFalse();
      program.terminate();
      assertThat(program.rest()).isEmpty();
      assertThat(program.errors()).isEmpty();
      assertThat(program.exitCode()).isEqualTo(TERMINATED);
    }
    assertThat(run.folder().resolve("checkpoints")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HUP", "USR1"})
  void train_otherSignalsOfBatchSystems_saveToo(String signal) throws Exception {
    SmallRun run = new SmallRun(results.resolve("notice"));
    try (ChildProgram program = ChildProgram.startHeldAfter(1, run.beginReal())) {
      program.awaitLine("epoch 0 step 1/6");
      assumeTrue(!program.ignoresHangUp());
      program.signal(signal);
      assertThat(program.nextError()).isEqualTo(STOPPING);
      program.release();
      assertThat(program.rest()).last().asString().startsWith("Stopped in epoch 0 after 1 of 6");
      assertStopped(program);
    }
    assertThat(run.checkpoints()).contains("epoch-0000-step-000001");
  }

  @Test
  void train_underNohup_ignoresTheEndOfTheTerminal() throws Exception {
    SmallRun run = new SmallRun(results.resolve("nohup"));
    try (ChildProgram program = ChildProgram.startHeldAfterWithoutHangUp(1, run.beginReal())) {
      program.awaitLine("epoch 0 step 1/6");
      program.signal("HUP");
      program.signal("USR1");
      assertThat(program.nextError()).isEqualTo(STOPPING);
      assertThat(program.ignoresHangUp()).isTrue();
      program.release();
      assertThat(program.rest()).last().asString().startsWith("Stopped in epoch 0 after 1 of 6");
      assertStopped(program);
    }
  }

  @Test
  void benchmark_signal_endsAtOnce() throws Exception {
    try (ChildProgram program =
        ChildProgram.startEndlessBenchmark(
            "benchmark",
            "--gpus",
            "cpu",
            "--dataset",
            "shapes",
            "--model",
            "resnet20_fp32",
            "--json",
            "-b",
            "16",
            "--what",
            "step",
            "--passes",
            "1",
            "--seconds",
            "0.1")) {
      program.awaitLine("{\"what\":\"step\"");
      // The Java runtime would end the process too, but sometimes report a crash.
      assertThat(program.handlesTermination()).isFalse();
      program.terminate();
      assertThat(program.rest()).isEmpty();
      assertThat(program.errors()).isEmpty();
      assertThat(program.exitCode()).isEqualTo(TERMINATED);
    }
  }

  @Test
  void resume_diskFullAtACheckpoint_keepsTheLastOneWhole() throws Exception {
    SmallRun run = whole.copyTo(results.resolve("full"));
    Folders.delete(run.checkpoint("epoch-0001"));
    Snapshot last = Snapshot.of(run.checkpoint("epoch-0000"));
    // Half the size of a checkpoint's variables.
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
    assertSame(run, whole);
  }

  /**
   * Asserts that it printed one line and nothing else, such as TensorFlow's messages, to standard
   * error.
   */
  private static void assertStopped(ChildProgram program) throws InterruptedException {
    assertThat(program.exitCode()).isEqualTo(Recu.STOPPED);
    assertThat(program.errors()).isEmpty();
  }

  /** Resumes with the exact command that the program printed. */
  private static void assertResumes(
      List<String> said, int epoch, int steps, SmallRun run, SmallRun uninterrupted)
      throws IOException {
    String last = said.get(said.size() - 1);
    assertThat(last)
        .startsWith(
            "Stopped in epoch %d after %d of 6 steps. Resume with: recu ".formatted(epoch, steps));
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
