package org.recu.benchmark;

import java.io.IOException;
import org.recu.data.DataSource;
import org.recu.data.Dataset;
import org.recu.data.catalog.Datasets;
import org.recu.data.pipeline.BadImages;
import org.recu.data.pipeline.Batch;
import org.recu.data.pipeline.EpochBatches;
import org.recu.data.pipeline.Limit;
import org.recu.data.pipeline.Pipeline;
import org.recu.eval.TestImages;

/**
 * Measures how fast images get from a data set's files into batches in memory.
 *
 * @param source the data set
 * @param training whether to read the training images, augmented and shuffled, rather than the test
 *     images
 * @param batchSize images per batch
 * @param workers threads that prepare images
 */
public record PipelineBenchmark(DataSource source, boolean training, int batchSize, int workers) {

  private static final long SEED = 1;

  /** Batches prepared ahead, as in training. */
  private static final int PREFETCH = 4;

  /**
   * Measures images per second.
   *
   * @throws IOException if the data set cannot be opened or an image cannot be read
   */
  public Throughput measure(Repetition repetition) throws IOException {
    try (Dataset<?> dataset = Datasets.open(source);
        Pipeline pipeline = pipeline(dataset)) {
      Epochs epochs = new Epochs(pipeline);
      return repetition.measure(epochs::rate);
    }
  }

  private <R> Pipeline pipeline(Dataset<R> dataset) throws IOException {
    if (!training) {
      return TestImages.pipeline(dataset, Limit.NONE, batchSize, workers, BadImages.STOP);
    }
    return Pipeline.of(dataset.train())
        .shuffle(SEED)
        .map(workers, dataset.augmented(), SEED)
        .batch(batchSize)
        .prefetch(PREFETCH);
  }

  /** The successive epochs of a pipeline. */
  private static final class Epochs {

    private final Pipeline pipeline;

    /** Number of the next epoch. */
    private int next;

    Epochs(Pipeline pipeline) {
      this.pipeline = pipeline;
    }

    double rate(long end) throws IOException {
      long start = System.nanoTime();
      long images = 0;
      do {
        images += consume(end);
      } while (System.nanoTime() < end);
      return 1e9 * images / (System.nanoTime() - start);
    }

    /** Consumes the batches of an epoch until it ends or time is up, and counts their images. */
    private long consume(long end) throws IOException {
      long images = 0;
      try (EpochBatches batches = pipeline.epoch(next++, 0)) {
        Batch made;
        while ((made = batches.next()) != null) {
          try (Batch batch = made) {
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
}
