package org.recu.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.checkpoint.Position;
import org.recu.console.Console;
import org.recu.data.DataSource;
import org.recu.train.Outcome;
import org.recu.train.TrainOptions;

/** Starts a run without the command line. */
final class TrainingFromJavaTest {

  @TempDir Path temp;

  @Test
  void start_twoEpochs_trainsExportsAndIsARun() throws IOException {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(shown, true, UTF_8);
    TrainOptions options =
        TrainOptions.of(
                "resnet20_1w1a", DataSource.of("shapes", Optional.empty()), temp.resolve("my run"))
            .withEpochs(2)
            .withBatchSize(16)
            .withSeed(1);
    options = options.with(options.data().limitedTo(32, 16));
    TrainingOutcome outcome = TrainingRun.start(options, Console.of(out, out));
    assertThat(outcome.outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(outcome.position()).isEqualTo(Position.after(1));
    assertThat(outcome.savedModel().orElseThrow().resolve("saved_model.pb")).isRegularFile();
    assertThat(shown.toString(UTF_8)).contains("resnet20_1w1a on shapes: 32 training and 16 test");
    RunHistory history = RunHistory.read(outcome.folder());
    assertThat(history.state()).isEqualTo(RunState.FINISHED);
    assertThat(history.model()).isEqualTo("resnet20_1w1a");
    assertThat(history.epochs()).hasSize(2);
  }

  @Test
  void train_askedToStop_savesAndSaysHowToResume() throws IOException {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(shown, true, UTF_8);
    Path folder = temp.resolve("my run");
    TrainOptions options =
        TrainOptions.of("resnet20_fp32", DataSource.of("shapes", Optional.empty()), folder)
            .withEpochs(1)
            .withBatchSize(16);
    options = options.with(options.data().limitedTo(32, 16));
    TrainingOutcome stopped =
        new TrainingRun(
                options, TrainingRun.config(options), Console.of(out, out), () -> () -> true)
            .train();
    assertThat(stopped.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(stopped.savedModel()).isEmpty();
    assertThat(shown.toString(UTF_8))
        .endsWith(
            "Stopped in epoch 0 after 1 of 2 steps. Resume with:"
                + " recu train --results_dir %s --save 'my run' --resume\n".formatted(temp));
    TrainingOutcome finished =
        TrainingRun.start(options.with(options.run().resumed()), Console.of(out, out));
    assertThat(finished.position()).isEqualTo(Position.after(0));
  }
}
