package org.recu.eval;

import java.io.IOException;
import java.util.OptionalInt;
import org.recu.data.Dataset;
import org.recu.data.pipeline.BadImages;
import org.recu.data.pipeline.Examples;
import org.recu.data.pipeline.Pipeline;

/** Opens the test images of a data set, in its own order and not augmented. */
public final class TestImages {

  /** Number of batches in the pipeline: one in use, one ready, one being prepared. */
  private static final int PREFETCH = 3;

  private TestImages() {}

  /**
   * Opens a pipeline of the test images.
   *
   * @param dataset to read
   * @param limit use only this many images; empty for all
   * @param batchSize images per batch
   * @param workers threads that prepare images
   * @param badImages what to do with images that cannot be read
   * @return the pipeline; the caller closes it
   * @throws IOException if the files are missing or damaged
   */
  public static <R> Pipeline pipeline(
      Dataset<R> dataset, OptionalInt limit, int batchSize, int workers, BadImages badImages)
      throws IOException {
    Examples<R> examples = Pipeline.of(dataset.test());
    if (limit.isPresent()) {
      examples = examples.limit(limit.getAsInt());
    }
    return examples
        .map(workers, dataset.plain(), 0)
        .onBadImage(badImages)
        .batch(batchSize)
        .prefetch(PREFETCH);
  }
}
