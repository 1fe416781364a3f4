package org.recu.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.recu.benchmark.Subject;
import org.recu.benchmark.Throughput;
import org.recu.console.Console;
import org.recu.console.Message;
import org.recu.data.DataSource;
import org.recu.data.catalog.Datasets;
import org.recu.files.AtomicFile;
import org.recu.files.FileTree;
import org.recu.run.Devices;

/** {@code recu benchmark}, once its words are read. */
final class Benchmarking implements Action<BenchmarkOptions> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public int run(BenchmarkOptions options, Console console) throws IOException {
    NativeLog.quiet();
    if (options.trace().isPresent()) {
      requireNew(options.trace().get());
    }
    // First of all, so that nothing is measured before a network is refused.
    Optional<MeasuredNetwork> network =
        options.subjects().equals(List.of(Subject.PIPELINE))
            ? Optional.empty()
            : Optional.of(network(options, console));
    ChromeTrace trace = new ChromeTrace();
    for (Subject subject : options.subjects()) {
      if (subject == Subject.PIPELINE) {
        Throughput throughput = options.pipeline().measure(options.repetition());
        tell(BenchmarkMessages.pipeline(options, throughput), options, console);
        continue;
      }
      MeasuredNetwork measured = network.orElseThrow();
      Measurement measurement = GraphBenchmark.measure(subject, measured, options.repetition());
      trace.add(BenchmarkMessages.title(subject, measured), measurement.steps());
      tell(BenchmarkMessages.graph(subject, measured, measurement, options), options, console);
    }
    if (options.trace().isPresent()) {
      AtomicFile.create(options.trace().get(), trace::writeTo);
    }
    return Recu.DONE;
  }

  private static void tell(List<Message> messages, BenchmarkOptions options, Console console)
      throws IOException {
    if (options.json()) {
      console.line(JSON.writeValueAsString(messages.get(0).fields()));
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
    return MeasuredNetwork.of(
        graphs.model(),
        source.name(),
        classes,
        source.imageSize().orElseThrow(),
        graphs.optimizer(),
        graphs.arithmetic(),
        options.pipeline().batchSize(),
        Devices.pick(graphs.gpu(), console));
  }

  /** Refuses a file that is there, and a place where none can be, before anything is measured. */
  private static void requireNew(Path file) throws IOException {
    FileTree.requireAbsent(file);
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("%s: there is no folder %s".formatted(file, folder));
    }
  }
}
