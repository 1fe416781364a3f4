package org.recu.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.recu.data.BadImages;
import org.recu.data.Batch;
import org.recu.data.Dataset;
import org.recu.data.Datasets;
import org.recu.data.EpochBatches;
import org.recu.data.Pipeline;
import org.recu.eval.TestImages;
import org.recu.report.Console;

/** {@code recu benchmark}, once its words are read. */
final class Benchmarking implements Action<BenchmarkOptions> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final long SEED = 1;

  /** As many as training has made ahead. */
  private static final int PREFETCH = 4;

  @Override
  public int run(BenchmarkOptions options, Console console) throws IOException {
    NativeLog.quiet();
    try (Dataset<?> dataset = Datasets.open(options.source());
        Pipeline pipeline = pipeline(dataset, options)) {
      Throughput throughput = measure(pipeline, options);
      if (options.json()) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("what", options.what());
        object.put("dataset", options.source().name());
        object.put("workers", options.workers());
        object.put("images_per_second", throughput.median());
        object.put("spread", throughput.spread());
        console.line(JSON.writeValueAsString(object));
      } else {
        console.line(
            String.format(
                Locale.ROOT,
                "%s of %s, %s images, %d workers: %.0f images/s, spread %.1f %% of %d passes",
                options.what(),
                options.source().name(),
                options.training() ? "training" : "test",
                options.workers(),
                throughput.median(),
                100 * throughput.spread(),
                options.passes()));
      }
    }
    return Recu.DONE;
  }

  private static <R> Pipeline pipeline(Dataset<R> dataset, BenchmarkOptions options)
      throws IOException {
    if (!options.training()) {
      return TestImages.pipeline(
          dataset, OptionalInt.empty(), options.batchSize(), options.workers(), BadImages.STOP);
    }
    return Pipeline.of(dataset.train())
        .shuffle(SEED)
        .map(options.workers(), dataset.augmented(), SEED)
        .batch(options.batchSize())
        .prefetch(PREFETCH);
  }

  private static Throughput measure(Pipeline pipeline, BenchmarkOptions options)
      throws IOException {
    List<Double> rates = new ArrayList<>();
    int epoch = 0;
    // The first pass is the virtual machine's, to find out what is worth compiling.
    for (int pass = 0; pass <= options.passes(); pass++) {
      long start = System.nanoTime();
      long end = start + (long) (1e9 * options.seconds());
      long images = 0;
      do {
        images += consume(pipeline, epoch++, end);
      } while (System.nanoTime() < end);
      if (pass > 0) {
        rates.add(1e9 * images / (System.nanoTime() - start));
      }
    }
    return Throughput.of(rates);
  }

  /** Takes the batches of an epoch, until it or the time is over. */
  private static long consume(Pipeline pipeline, int epoch, long end) throws IOException {
    long images = 0;
    try (EpochBatches batches = pipeline.epoch(epoch, 0)) {
      Batch next;
      while ((next = batches.next()) != null) {
        try (Batch batch = next) {
          images += batch.size();
        }
        if (System.nanoTime() >= end) {
          break;
        }
      }
    }
    return images;
  }
}
