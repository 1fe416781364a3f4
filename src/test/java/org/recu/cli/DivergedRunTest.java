package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs with a learning rate so high that the weights are not finite in the second step. */
@ExtendWith(FinishedRun.Once.class)
final class DivergedRunTest {

  @TempDir private Path place;

  @Test
  void train_lossIsNoNumber_stopsAndSaysWhere() {
    SmallRun run = new SmallRun(place.resolve("run"));
    Program program = Program.run(run.beginReal("--lr", "1e30"));
    assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
    assertThat(program.errLines())
        .containsExactly(
            "recu: the loss is NaN at step 1 of epoch 0, learning rate 1.0E30;"
                + " there is no good checkpoint yet");
    assertThat(run.savedModel()).doesNotExist();
  }

  /**
   * With one step per epoch, the training loss is finite, but the validation loss after it is not.
   */
  @Test
  void train_validationLossIsNoNumber_saysThatItIsThatOne() {
    SmallRun run = new SmallRun(place.resolve("run"));
    Program program = Program.run(run.beginReal("--lr", "1e30", "--limit_train", "15"));
    assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
    assertThat(program.errLines())
        .containsExactly(
            "recu: the validation loss is NaN after epoch 0, learning rate 1.0E30;"
                + " there is no good checkpoint yet");
  }

  @Test
  void resume_lossIsNoNumber_namesTheLastCheckpointBeforeIt(FinishedRun finished)
      throws IOException {
    SmallRun run = finished.run().copyTo(place.resolve("run"));
    Folders.delete(run.checkpoint("epoch-0001"));
    run.edit("\"lr\" : 0.1", "\"lr\" : 1e30");
    Snapshot good = Snapshot.of(run.checkpoint("epoch-0000"));

    Program program = Program.run(run.resume("--checkpoint_steps", "1"));
    assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
    // The state after the first step is saved, but not good.
    assertThat(run.checkpoints()).contains("epoch-0001-step-000001");
    assertThat(program.errLines())
        .containsExactly(
            "recu: the loss is NaN at step 1 of epoch 1, learning rate "
                + 1e30 * (1 + Math.cos(Math.PI / 2)) / 2
                + "; the last good checkpoint is "
                + run.checkpoint("epoch-0000"));
    assertThat(Snapshot.of(run.checkpoint("epoch-0000"))).isEqualTo(good);
  }
}
