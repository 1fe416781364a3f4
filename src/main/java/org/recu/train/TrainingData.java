package org.recu.train;

import java.io.IOException;
import org.recu.data.Dataset;
import org.recu.data.DatasetInfo;
import org.recu.data.Datasets;
import org.recu.data.Examples;
import org.recu.data.Pipeline;
import org.recu.eval.TestImages;

/**
 * A run's data set and its two halves, each as a pipeline. Owns their native memory.
 *
 * @param dataset that is read
 * @param training images to learn from: augmented and shuffled as the options say
 * @param test images to validate on
 */
public record TrainingData(Dataset<?> dataset, Pipeline training, Pipeline test)
    implements AutoCloseable {

  /** Batches made ahead: enough that a slow one is not waited for. */
  private static final int PREFETCH = 4;

  /**
   * Reads both halves.
   *
   * @throws IOException if the set's files are missing or not what they should be
   */
  public static TrainingData open(TrainOptions options) throws IOException {
    Dataset<?> dataset = Datasets.open(options.data().source());
    boolean whole = false;
    try {
      TrainingData data = open(options, dataset);
      whole = true;
      return data;
    } finally {
      if (!whole) {
        dataset.close();
      }
    }
  }

  private static <R> TrainingData open(TrainOptions options, Dataset<R> dataset)
      throws IOException {
    DataOptions data = options.data();
    Examples<R> examples = Pipeline.of(dataset.train());
    if (data.limitTrain().isPresent()) {
      examples = examples.limit(data.limitTrain().getAsInt());
    }
    if (data.shuffle()) {
      examples = examples.shuffle(options.seed());
    }
    Pipeline training =
        examples
            .map(
                data.workers(),
                data.augment() ? dataset.augmented() : dataset.plain(),
                options.seed())
            .onBadImage(data.badImages())
            .batch(options.batchSize())
            .prefetch(PREFETCH);
    Pipeline test =
        TestImages.pipeline(
            dataset, data.limitTest(), options.testBatchSize(), data.workers(), data.badImages());
    return new TrainingData(dataset, training, test);
  }

  /** Name, classes, size and normalisation. */
  public DatasetInfo info() {
    return dataset.info();
  }

  @Override
  public void close() {
    training.close();
    test.close();
    dataset.close();
  }
}
