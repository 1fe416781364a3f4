package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.recu.cluster.Workers;

/** The whole program as two workers on the loopback interface. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledOnOs(value = OS.LINUX, disabledReason = "the tests use signals of Linux")
final class TeamTrainingTest {

  @TempDir private Path results;

  @Test
  void train_stoppedAtAWorker_bothStopAndTheRunGoesOnAlone() throws Exception {
    SmallRun run = new SmallRun(results.resolve("run"));
    try (Workers workers = new Workers(2)) {
      // The other worker's command line names folders of another machine.
      start(workers, 0, run.beginReal("--epochs", "1000"));
      start(workers, 1, new SmallRun(Path.of("/nowhere/run")).beginReal("--epochs", "1000"));
      workers.await(0, "epoch 1 step 2/6");
      workers.signal(1, "TERM");
      List<String> chief = workers.rest(0);
      assertThat(workers.exitCode(0)).isEqualTo(Recu.STOPPED);
      assertThat(workers.exitCode(1)).isEqualTo(Recu.STOPPED);
      assertThat(chief).last().asString().startsWith("Stopped in epoch ");
      List<String> worker = workers.rest(1);
      assertThat(worker).anyMatch(line -> line.startsWith("epoch 0 (1 of 1000)  train loss "));
      assertThat(worker).noneMatch(line -> line.contains(" step "));
    }
    assertThat(Path.of("/nowhere")).doesNotExist();
    int epochs = run.metrics().size();

    Program resumed = Program.run(run.resume("--max_steps", "6"));
    assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(Recu.DONE);
    assertThat(run.metrics()).hasSizeGreaterThan(epochs);
  }

  @Test
  void train_theChiefIsKilled_theWorkerNamesItAndTheRunGoesOn() throws Exception {
    SmallRun run = new SmallRun(results.resolve("run"));
    try (Workers workers = new Workers(2)) {
      start(workers, 0, run.beginReal("--epochs", "1000"));
      start(workers, 1, run.beginReal("--epochs", "1000"));
      workers.await(0, "epoch 1 step 2/6");
      workers.signal(0, "KILL");
      List<String> said = workers.rest(1);
      assertThat(workers.exitCode(1)).isEqualTo(Recu.FAILED);
      assertThat(said).last().asString().startsWith("recu: lost chief, worker 0 (127.0.0.1:");
      assertThat(said).noneMatch(line -> line.contains("native library"));
    }
    assertThat(run.checkpoints()).contains("epoch-0000");

    // The batch is the whole run's, so two workers go on with the steps of one.
    try (Workers workers = new Workers(2)) {
      start(workers, 0, run.resume("--max_steps", "6"));
      start(workers, 1, run.resume("--max_steps", "6"));
      List<String> chief = workers.rest(0);
      assertThat(workers.exitCode(0)).as(chief.toString()).isZero();
      assertThat(workers.exitCode(1)).isZero();
      assertThat(chief).anyMatch(line -> line.contains(", from epoch-"));
    }
  }

  @Test
  void train_differentOptions_bothNameThem() throws Exception {
    SmallRun run = new SmallRun(results.resolve("run"));
    try (Workers workers = new Workers(2)) {
      start(workers, 0, run.beginReal("--lr", "0.2"));
      start(workers, 1, run.beginReal("--lr", "0.1"));
      for (int worker = 0; worker < 2; worker++) {
        assertThat(workers.rest(worker))
            .last()
            .asString()
            .matches(
                "recu: --lr differs: chief, worker 0 \\(.*\\) has 0\\.2, worker 1 \\(.*\\) has"
                    + " 0\\.1");
        assertThat(workers.exitCode(worker)).isEqualTo(Recu.FAILED);
      }
    }
    assertThat(Files.exists(run.folder())).isFalse();
  }

  private static void start(Workers workers, int task, String[] words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--hosts", workers.hosts(), "--task", Integer.toString(task)));
    all.addAll(List.of("--peer_timeout", "60"));
    workers.start(Recu.class, all);
  }
}
