package org.recu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.console.Console;
import org.recu.data.DataSource;
import org.recu.data.pipeline.BadImages;
import org.recu.data.pipeline.Limit;
import org.recu.inference.ImageReading;
import org.recu.inference.ModelOptions;
import org.recu.inference.PredictOptions;
import org.recu.inference.TestSetOptions;
import org.recu.page.BestCheckpoint;
import org.recu.run.Machine;
import org.recu.run.RunConfig;
import org.recu.run.Versions;
import org.recu.train.DivergenceException;

/** Runs the whole program inside this JVM, with actions that do nothing. */
final class RecuTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final RecordedActions actions = new RecordedActions();

  @ParameterizedTest
  @ValueSource(strings = {"train --dataset shapes", "--dataset shapes"})
  void run_trainOrNoCommand_trains(String words) {
    assertThat(run(words)).isEqualTo(Recu.DONE);
    assertThat(actions.done()).singleElement().isInstanceOf(TrainInvocation.class);
    assertThat(out.toString(UTF_8)).isEqualTo("done\n");
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-e best.ckpt --dataset cifar10 --data_path D -a resnet20_1w1a -bt 64 --gpus cpu --lr 0.3",
        "train --evaluate best.ckpt --dataset cifar10 --data_path D --model resnet20_1w1a"
            + " --batch_size_test 64 --gpus cpu",
        "evaluate --model_path best.ckpt --dataset cifar10 --data_path D -a resnet20_1w1a -bt 64"
            + " --gpus cpu"
      })
  void run_evaluateInAnyWayOfCalling_evaluates(String words) {
    assertThat(run(words)).isEqualTo(Recu.DONE);
    EvaluateOptions options = evaluation();
    Path data = Path.of("D");
    assertThat(options.modelPath()).isEqualTo(Path.of("best.ckpt"));
    assertThat(options.model())
        .isEqualTo(
            new ModelOptions(
                Optional.of("resnet20_1w1a"),
                Optional.of(DataSource.of("cifar10", Optional.of(data)))));
    assertThat(options.images())
        .isEqualTo(
            TestSetOptions.of("cifar10")
                .in(data)
                .with(new ImageReading(64, Limit.NONE, 8, false, BadImages.STOP)));
    assertThat(options.gpu()).isEmpty();
    assertThat(options.json()).isFalse();
    assertThat(options.resolved().values())
        .containsEntry("model_path", "best.ckpt")
        .containsEntry("model", "resnet20_1w1a")
        .containsEntry("batch_size_test", 64)
        .containsEntry("limit_test", null);
  }

  @Test
  void run_evaluateWithoutModelAndDataset_leavesThemToTheFile() {
    assertThat(run("evaluate --model_path P --limit_test 9 --workers 2 --json")).isZero();
    EvaluateOptions options = evaluation();
    assertThat(options.model())
        .as("what a PyTorch file needs")
        .isEqualTo(ModelOptions.trainedOn(DataSource.of("cifar10", Optional.empty())));
    assertThat(options.images())
        .isEqualTo(
            TestSetOptions.DEFAULT.with(
                new ImageReading(128, Limit.sample(9), 2, false, BadImages.STOP)));
    assertThat(options.gpu()).hasValue(0);
    assertThat(options.json()).isTrue();
  }

  @Test
  void run_evaluateTheFirstOfTwoStages_namesItsNetwork() {
    assertThat(run("-e P -a react_resnet18_1w1a --stage 1 --dataset shapes")).isZero();
    assertThat(run("evaluate --model_path P -a react_resnet18_32w1a --dataset shapes")).isZero();
    assertThat(actions.done())
        .extracting(options -> ((EvaluateOptions) options).model().network())
        .containsOnly(Optional.of("react_resnet18_32w1a"));
  }

  private EvaluateOptions evaluation() {
    assertThat(actions.done()).singleElement().isInstanceOf(EvaluateOptions.class);
    return (EvaluateOptions) actions.done().get(0);
  }

  @Test
  void run_theOtherCommands_areGivenTheirOptions() {
    run("predict --model_path results/a a.jpg b");
    run("predict a.jpg --model_path results/a --top_k 1 -bt 9 --gpus cpu --workers 2 --json");
    run("summary -a resnet20_1w1a --dataset cifar100");
    run("summary");
    run("report results/a");
    run("report results/a b --output o.html --no_confusion --data_path D -bt 9 --gpus cpu");
    run("runs");
    run("runs results/a --json");
    run("download cifar100 --data_path D");
    run("download --data_path D cifar10");
    assertThat(actions.done())
        .containsExactly(
            new PredictSettings.Call(
                Path.of("results/a"),
                ModelOptions.NONE,
                List.of(Path.of("a.jpg"), Path.of("b")),
                PredictOptions.DEFAULT,
                OptionalInt.of(0),
                false),
            new PredictSettings.Call(
                Path.of("results/a"),
                ModelOptions.NONE,
                List.of(Path.of("a.jpg")),
                new PredictOptions(1, 9, 2),
                OptionalInt.empty(),
                true),
            new SummarySettings.Call("resnet20_1w1a", "cifar100", 100, 32),
            new SummarySettings.Call("resnet18_1w1a", "cifar10", 10, 32),
            new ReportSettings.Call(
                List.of(Path.of("results/a")),
                Optional.empty(),
                Optional.of(new BestCheckpoint.Options(Optional.empty(), 128, 8)),
                OptionalInt.of(0)),
            new ReportSettings.Call(
                List.of(Path.of("results/a"), Path.of("b")),
                Optional.of(Path.of("o.html")),
                Optional.empty(),
                OptionalInt.empty()),
            new RunsOptions(Path.of("results"), false),
            new RunsOptions(Path.of("results/a"), true),
            download("cifar100"),
            download("cifar10"));
  }

  /** A call with all options resolved. */
  private static DownloadSettings.Call download(String dataset) {
    Map<String, Object> resolved = new HashMap<>();
    resolved.put("dataset", dataset);
    resolved.put("data_path", "D");
    resolved.put("quiet", false);
    resolved.put("verbose", false);
    resolved.put("log_format", "text");
    return new DownloadSettings.Call(dataset, Path.of("D"), new ResolvedOptions(resolved));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trian --lr 1 | unknown command trian: did you mean train?",
        "fly | unknown command fly, expected one of train, evaluate, predict, export,"
            + " summary, benchmark, report, runs, download, help",
        "help fly | unknown command fly, expected one of train, evaluate, predict, export,"
            + " summary, benchmark, report, runs, download, help",
        "help train now | unexpected word now: help takes one command",
        "train --lr -1 | --lr: -1 is not a number above 0",
        "evaluate | --model_path is missing: expected a run folder, a checkpoint, a"
            + " SavedModel, a packed or a PyTorch file",
        "evaluate P | unexpected word P: every value follows its option",
        "evaluate --model_path P --dataset cifar10 | --data_path is missing: the folder that holds"
            + " cifar10 (recu download fetches cifar10 and cifar100; --dataset shapes needs no folder)",
        "evaluate --model_path P --lr 3 | unknown option --lr: --help lists the options",
        "export | --model_path is missing: expected a run folder, a checkpoint or a PyTorch file",
        "predict --model_path P | predict needs an image or a folder of images",
        "predict a.jpg | --model_path is missing: expected a run folder, a checkpoint, a"
            + " SavedModel, a packed or a PyTorch file",
        "predict a.jpg --model_path P --top_k 0 | --top_k: 0 is not a whole number from 1 to"
            + " 1000000000",
        "summary --model x | --model: x is not one of resnet20_1w1a, resnet18_1w1a,"
            + " resnet18A_1w1a, resnet18B_1w1a, resnet18C_1w1a, resnet34_1w1a, vgg_small_1w1a,"
            + " react_resnet18_1w1a, react_resnet34_1w1a, resnet20_fp32, resnet18_fp32, resnet18,"
            + " resnet34, resnet50",
        "report | report needs a run folder or a packed file",
        "runs a b | unexpected word b: every value follows its option",
        "download | download needs a data set, one of cifar10, cifar100",
        "download shapes --data_path D | download: shapes is not one of cifar10, cifar100",
        "download cifar10 | --data_path is missing: expected a folder",
        "download cifar10 cifar100 --data_path D | unexpected word cifar100: every value follows"
            + " its option",
      })
  void run_misused_saysWhyInOneLine(String words, String message) {
    assertThat(run(words)).isEqualTo(Recu.MISUSED);
    assertThat(err.toString(UTF_8)).isEqualTo("recu: " + message + "\n");
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(actions.done()).isEmpty();
  }

  @Test
  void run_noWords_showsTheOverviewAsAnError() {
    assertThat(new Recu(actions.commands(), console()).run(List.of())).isEqualTo(Recu.MISUSED);
    assertThat(err.toString(UTF_8)).contains("Usage: recu [command] [options]");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--help, Usage: recu [command] [options]",
    "-h, Usage: recu [command] [options]",
    "help, Usage: recu [command] [options]",
    "train --help, Usage: recu [train] [options]",
    "train --lr -1 -h, Usage: recu [train] [options]",
    "--epochs 3 --help, Usage: recu [train] [options]",
    "help evaluate, Usage: recu evaluate --model_path PATH [options]",
    "summary -h, Usage: recu summary [--model NAME] [--dataset NAME] [--classes N] [--image_size N] | FILE.recu"
  })
  void run_help_goesToStandardOutput(String words, String usage) {
    assertThat(run(words)).isEqualTo(Recu.DONE);
    assertThat(out.toString(UTF_8).lines()).contains(usage);
    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(actions.done()).isEmpty();
  }

  @Test
  void run_version_saysIt() {
    PrintStream stream = new PrintStream(out, true, UTF_8);
    assertThat(Recu.run(stream, stream, "--version")).isEqualTo(Recu.DONE);
    assertThat(out.toString(UTF_8)).isEqualTo("recu " + Recu.version() + "\n");
  }

  @Test
  void run_resume_goesOnWithTheRunInTheFolder(@TempDir Path results) throws IOException {
    Path run = Files.createDirectory(results.resolve("first"));
    new RunConfig(
            Map.of("model", "resnet20_1w1a", "dataset", "shapes", "seed", 7),
            new Versions("0", "0", "17"),
            Machine.here())
        .write(run.resolve("config.json"));
    List<String> words =
        List.of("--resume", "--results_dir", results.toString(), "--save", "first");
    assertThat(new Recu(actions.commands(), console()).run(words)).isEqualTo(Recu.DONE);
    assertThat(actions.done())
        .singleElement()
        .isInstanceOfSatisfying(
            TrainInvocation.class,
            invocation -> {
              assertThat(invocation.options().network().name()).isEqualTo("resnet20_1w1a");
              assertThat(invocation.options().seed()).isEqualTo(7);
              assertThat(invocation.options().run().folder()).isEqualTo(run);
            });
  }

  @Test
  void run_resumeWithoutARun_fails(@TempDir Path results) {
    List<String> words = List.of("--resume", "--results_dir", results.toString(), "--save", "s");
    assertThat(new Recu(actions.commands(), console()).run(words)).isEqualTo(Recu.FAILED);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "recu: "
                + results.resolve("s/config.json")
                + " is missing: there is no run to resume\n");
  }

  @Test
  void run_failures_areOneLine() {
    assertFails(() -> new IOException("a\n b"), "recu: a b\n");
    assertFails(
        () -> new NoSuchFileException("data.bin"), "recu: data.bin: no such file or folder\n");
    assertFails(() -> new AccessDeniedException("results"), "recu: results: permission denied\n");
    assertFails(
        () -> {
          throw new UncheckedIOException(new NoSuchFileException("x"));
        },
        "recu: x: no such file or folder\n");
    assertFails(
        () -> {
          throw new DivergenceException("the loss is NaN");
        },
        "recu: the loss is NaN\n");
    assertFails(
        () -> {
          throw new InvalidPathException("a?b", "unmappable characters");
        },
        "recu: unmappable characters: a?b\n");
    assertFails(
        () -> {
          throw new OutOfMemoryError("Java heap space");
        },
        "recu: out of memory: Java heap space (a smaller batch needs less)\n");
  }

  @Test
  void run_defect_isShownWithItsTrace() {
    for (RuntimeException defect :
        List.of(
            new NullPointerException("graph"),
            new IllegalStateException("graph"),
            new IllegalArgumentException("graph"))) {
      Commands commands =
          RecordedActions.training(
              (options, console) -> {
                throw defect;
              });
      err.reset();
      assertThat(new Recu(commands, console()).run(List.of("--dataset", "shapes")))
          .isEqualTo(Recu.FAILED);
      assertThat(err.toString(UTF_8))
          .startsWith("recu: unexpected " + defect.getClass().getName() + ": graph\n")
          .contains("please report it", "\tat org.recu.cli.");
    }
  }

  /**
   * Asserts the message when training throws the exception that {@code failure} returns or throws.
   */
  private void assertFails(Supplier<IOException> failure, String message) {
    Commands commands =
        RecordedActions.training(
            (options, console) -> {
              throw failure.get();
            });
    err.reset();
    assertThat(new Recu(commands, console()).run(List.of("--dataset", "shapes")))
        .isEqualTo(Recu.FAILED);
    assertThat(err.toString(UTF_8)).isEqualTo(message);
  }

  private int run(String words) {
    return new Recu(actions.commands(), console()).run(List.of(words.split(" ", -1)));
  }

  private Console console() {
    return new Console(
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        OptionalInt.empty(),
        Clock.systemUTC());
  }
}
