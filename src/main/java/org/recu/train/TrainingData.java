package org.recu.train;

import java.io.IOException;
import java.util.Optional;
import org.recu.data.Dataset;
import org.recu.data.DatasetInfo;
import org.recu.data.catalog.Datasets;
import org.recu.data.pipeline.Examples;
import org.recu.data.pipeline.Pipeline;
import org.recu.data.pipeline.Share;
import org.recu.eval.TestImages;
import org.recu.teacher.TeacherOptions;

/**
 * A run's data set and its two halves, each as a pipeline. Owns their native memory.
 *
 * @param dataset the data set
 * @param training images to learn from, augmented and shuffled as the options say
 * @param test images to validate on
 * @param inOrder the training images in the data set's own order and without randomness, for a
 *     teacher whose logits are cached; empty if there is none
 */
public record TrainingData(
    Dataset<?> dataset, Pipeline training, Pipeline test, Optional<Pipeline> inOrder)
    implements AutoCloseable {

  /** Number of batches prepared ahead, so that a slow one does not stall training. */
  private static final int PREFETCH = 4;

  /**
   * Opens both halves.
   *
   * @throws IOException if the data set's files are missing or invalid
   */
  public static TrainingData open(TrainOptions options) throws IOException {
    return open(options, Share.WHOLE);
  }

  /**
   * Opens a worker's part of both halves: of every training batch, and of the test batches.
   *
   * @throws IOException if the data set's files are missing or invalid
   */
  public static TrainingData open(TrainOptions options, Share share) throws IOException {
    Dataset<?> dataset = Datasets.open(options.data().source());
    boolean whole = false;
    try {
      TrainingData data = open(options, share, dataset);
      whole = true;
      return data;
    } finally {
      if (!whole) {
        dataset.close();
      }
    }
  }

  private static <R> TrainingData open(TrainOptions options, Share share, Dataset<R> dataset)
      throws IOException {
    DataOptions data = options.data();
    Examples<R> examples =
        Pipeline.of(dataset.train()).limit(data.limits().ofTraining(), options.seed());
    Optional<Pipeline> inOrder =
        options.teacher().filter(TeacherOptions::cached).isPresent()
            ? Optional.of(
                examples
                    .map(data.reading().workers(), dataset.plain(), 0)
                    .onBadImage(data.reading().badImages())
                    .batch(data.batchSizes().evaluation())
                    .prefetch(PREFETCH))
            : Optional.empty();
    if (data.randomness().shuffle()) {
      examples = examples.shuffle(options.seed());
    }
    Pipeline training =
        examples
            .map(
                data.reading().workers(),
                data.randomness().augment() ? dataset.augmented() : dataset.plain(),
                options.seed())
            .onBadImage(data.reading().badImages())
            .batch(data.batchSizes().training())
            .share(share)
            .prefetch(PREFETCH);
    Pipeline test =
        TestImages.pipeline(
            dataset,
            data.limits().ofTest(),
            data.batchSizes().evaluation(),
            data.reading().workers(),
            data.reading().badImages(),
            share);
    TrainingData opened = new TrainingData(dataset, training, test, inOrder);
    data.reading().badImages().accept(dataset);
    training.requireReadable();
    test.requireReadable();
    return opened;
  }

  /** Name, classes, image size and normalisation of the data set. */
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
