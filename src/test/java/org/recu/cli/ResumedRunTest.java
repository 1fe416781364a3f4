package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.recu.graph.Processor;

/** Resumes runs that were stopped on purpose, or were finished. */
@ExtendWith(FinishedRun.Once.class)
final class ResumedRunTest {

  @TempDir private Path results;

  /** Adam keeps two numbers per parameter, and its step count. */
  @Test
  void resume_adamAfterSomeSteps_endsWithTheSameBytes() throws IOException {
    String[] options = {
      "--optimizer", "adam", "--lr", "1e-3", "--lr_type", "linear", "--no_augment", "--no_shuffle"
    };
    SmallRun whole = new SmallRun(results.resolve("whole"));
    assertDone(Program.run(whole.beginReal(options)));

    SmallRun parts = new SmallRun(results.resolve("parts"));
    Program first = Program.run(parts.beginReal(with(options, "--max_steps", "8")));
    assertDone(first);
    assertThat(parts.checkpoints()).containsExactly("epoch-0000", "epoch-0001-step-000002");
    assertThat(parts.metrics()).hasSize(1);
    // The best epoch so far can already be used.
    assertThat(parts.savedModel().resolve("saved_model.pb")).isRegularFile();

    Program rest = Program.run(parts.resume("--workers", "2", "--keep", "1", "-p", "3"));
    assertDone(rest);
    assertThat(rest.outLines())
        .filteredOn(line -> line.startsWith("epoch 1 step "))
        .extracting(line -> line.substring(0, "epoch 1 step 3/6".length()))
        .containsExactly("epoch 1 step 3/6", "epoch 1 step 6/6");
    assertThat(parts.variables(SmallRun.LAST_CHECKPOINT))
        .isEqualTo(whole.variables(SmallRun.LAST_CHECKPOINT));
    assertThat(parts.timelessMetrics()).isEqualTo(whole.timelessMetrics());
    assertThat(parts.checkpoints()).doesNotContain("epoch-0001-step-000002");
  }

  @Test
  void resume_mixedPrecision_isKeptAndEndsWithTheSameBytes(FinishedRun finished)
      throws IOException {
    SmallRun whole = new SmallRun(results.resolve("whole"));
    assertDone(Program.run(whole.begin("--mixed_precision", "--epochs", "1", "--log_steps")));

    SmallRun parts = new SmallRun(results.resolve("parts"));
    assertDone(Program.run(parts.begin("--mixed_precision", "--epochs", "1", "--max_steps", "3")));
    assertDone(Program.run(parts.resume()));
    assertThat(parts.variables("epoch-0000")).isEqualTo(whole.variables("epoch-0000"));

    assertThat(finished.run().steps().get(0).get("loss"))
        .as("the first step in float32")
        .isNotEqualTo(whole.steps().get(0).get("loss"));
  }

  @Test
  void resume_finishedRun_changesNothingOfIt(FinishedRun finished) throws IOException {
    SmallRun run = finished.run().copyTo(results.resolve("again"));
    Snapshot checkpoints = Snapshot.of(run.folder().resolve("checkpoints"));
    Program program = Program.run(run.resume());
    assertDone(program);
    assertThat(program.outLines()).hasSize(2).last().asString().startsWith("exported epoch-000");
    assertThat(Snapshot.of(run.folder().resolve("checkpoints"))).isEqualTo(checkpoints);
    assertThat(run.metrics()).isEqualTo(finished.run().metrics());
    assertThat(run.steps()).isEqualTo(finished.run().steps());
  }

  @Test
  void resume_killedBeforeTheFirstCheckpoint_beginsAgain(FinishedRun finished) throws IOException {
    SmallRun run = finished.run().copyTo(results.resolve("early"));
    Folders.delete(run.folder().resolve("checkpoints"));
    Folders.delete(run.savedModel());
    assertDone(Program.run(run.resume()));
    assertThat(run.variables(SmallRun.LAST_CHECKPOINT))
        .isEqualTo(finished.run().variables(SmallRun.LAST_CHECKPOINT));
    assertThat(run.timelessMetrics()).isEqualTo(finished.run().timelessMetrics());
    assertThat(run.steps()).hasSameSizeAs(finished.run().steps());
  }

  private static void assertDone(Program program) {
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    // Of --mixed_precision on a processor without instructions for it, the program warns.
    assertThat(program.errLines())
        .allMatch(
            line ->
                line.startsWith("recu: --mixed_precision: ") && !Processor.current().bfloat16());
  }

  private static String[] with(String[] words, String... more) {
    return Stream.of(List.of(words), List.of(more)).flatMap(List::stream).toArray(String[]::new);
  }
}
