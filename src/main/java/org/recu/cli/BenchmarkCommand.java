package org.recu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.benchmark.ChromeTrace;
import org.recu.benchmark.GraphBenchmark;
import org.recu.benchmark.MeasuredNetwork;
import org.recu.benchmark.Measurement;
import org.recu.benchmark.PackedBenchmark;
import org.recu.benchmark.Subject;
import org.recu.benchmark.Throughput;
import org.recu.console.Console;
import org.recu.console.JsonLine;
import org.recu.console.Message;
import org.recu.data.DataSource;
import org.recu.data.catalog.Datasets;
import org.recu.files.AtomicFile;
import org.recu.files.FileTree;
import org.recu.graph.OpThreads;
import org.recu.inference.BatchShares;
import org.recu.run.Devices;
import org.recu.train.ComputeOptions;

/** {@code recu benchmark}: measures how fast parts of the program run on this machine. */
final class BenchmarkCommand implements Command {

  static final String NAME = "benchmark";

  private final Action<BenchmarkOptions> benchmark;

  BenchmarkCommand(Action<BenchmarkOptions> benchmark) {
    this.benchmark = benchmark;
  }

  @Override
  public HelpPage help() {
    return new HelpPage(
        NAME,
        "benchmark [--what step,pipeline,evaluate,savedmodel,packed] [--model NAME] [options]",
        "measures images per second, several times, and where the time of a step goes",
        BenchmarkSettings.TABLE,
        List.of(
            "recu benchmark --what step --model resnet20_1w1a --trace step.json",
            "recu benchmark --what pipeline --dataset imagenet --data_path D --workers 2 --json"));
  }

  @Override
  public int run(List<String> words, Console console) throws UsageException, IOException {
    return benchmark.run(
        BenchmarkSettings.read(Words.parse(BenchmarkSettings.TABLE, words)), console);
  }

  /** As training has them if a step is measured, and as evaluation otherwise. */
  private static OpThreads opThreads(BenchmarkOptions options) {
    return options.subjects().contains(Subject.STEP)
        ? options.graphs().compute().opThreads()
        : BatchShares.opThreads(options.pipeline().batchSize());
  }

  /** Measures each subject and prints its result. */
  static int benchmark(BenchmarkOptions options, Console console) throws IOException {
    NativeLog.quiet(console, opThreads(options));
    if (options.trace().isPresent()) {
      requireNew(options.trace().get());
    }
    // Created first, so that an unknown network fails before anything is measured.
    Optional<MeasuredNetwork> network =
        options.subjects().equals(List.of(Subject.PIPELINE))
            ? Optional.empty()
            : Optional.of(network(options, console));
    ChromeTrace trace = new ChromeTrace();
    for (Subject subject : options.subjects()) {
      if (subject == Subject.PIPELINE) {
        Throughput throughput = options.pipeline().measure(options.repetition());
        write(BenchmarkMessages.pipeline(options, throughput), options, console);
        continue;
      }
      MeasuredNetwork measured = network.orElseThrow();
      if (subject == Subject.PACKED) {
        console.say(PackedKernel.message());
        Throughput throughput = PackedBenchmark.measure(measured, options.repetition());
        write(BenchmarkMessages.packed(measured, throughput, options), options, console);
        continue;
      }
      Measurement measurement = GraphBenchmark.measure(subject, measured, options.repetition());
      trace.add(BenchmarkMessages.title(subject, measured), measurement.steps());
      write(BenchmarkMessages.graph(subject, measured, measurement, options), options, console);
    }
    if (options.trace().isPresent()) {
      AtomicFile.create(options.trace().get(), trace::writeTo);
    }
    return Recu.DONE;
  }

  private static void write(List<Message> messages, BenchmarkOptions options, Console console)
      throws IOException {
    if (options.json()) {
      console.line(JsonLine.of(messages.get(0).fields()));
    } else {
      messages.forEach(console::say);
    }
  }

  private static MeasuredNetwork network(BenchmarkOptions options, Console console)
      throws IOException {
    DataSource source = options.pipeline().source();
    OptionalInt known = Datasets.descriptor(source.name()).images().classes();
    int classes = known.isPresent() ? known.getAsInt() : Datasets.info(source).classes();
    BenchmarkOptions.Graphs graphs = options.graphs();
    ComputeOptions compute = graphs.compute();
    try {
      return MeasuredNetwork.of(
          graphs.model(),
          source.name(),
          classes,
          source.imageSize().orElseThrow(),
          graphs.optimizer(),
          new ComputeOptions(
              Devices.pick(compute.devices(), console),
              compute.arithmetic(),
              compute.syncBatchNorm()),
          options.pipeline().batchSize());
    } catch (IllegalArgumentException e) {
      // There is no such network for images of this size.
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Rejects a file that exists, or whose folder does not, before anything is measured. */
  private static void requireNew(Path file) throws IOException {
    FileTree.requireAbsent(file);
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("%s: the folder %s does not exist".formatted(file, folder));
    }
  }
}
