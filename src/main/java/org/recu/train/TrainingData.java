package org.recu.train;

import java.io.IOException;
import java.util.Optional;
import org.recu.data.Dataset;
import org.recu.data.DatasetInfo;
import org.recu.data.catalog.Datasets;
import org.recu.data.pipeline.Examples;
import org.recu.data.pipeline.Pipeline;
import org.recu.eval.TestImages;
import org.recu.teacher.TeacherOptions;

/**
 * A run's data set and its two halves, each as a pipeline. Owns their native memory.
 *
 * @param dataset that is read
 * @param training images to learn from: augmented and shuffled as the options say
 * @param test images to validate on
 * @param inOrder the training images in the set's own order and without chance, for a teacher that
 *     keeps what it says of them; empty where there is none
 */
public record TrainingData(
    Dataset<?> dataset, Pipeline training, Pipeline test, Optional<Pipeline> inOrder)
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
    Optional<Pipeline> inOrder =
        options.teacher().filter(TeacherOptions::cached).isPresent()
            ? Optional.of(
                examples
                    .map(data.workers(), dataset.plain(), 0)
                    .onBadImage(data.badImages())
                    .batch(options.testBatchSize())
                    .prefetch(PREFETCH))
            : Optional.empty();
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
    return new TrainingData(dataset, training, test, inOrder);
  }

  /** Name, classes, size and normalisation. */
  public DatasetInfo info() {
    return dataset.info();
  }

  @Override
  public void close() {
    training.close();
    test.close();
    inOrder.ifPresent(Pipeline::close);
    dataset.close();
  }
}
