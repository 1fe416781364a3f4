package org.recu.eval;

import java.io.IOException;
import java.util.OptionalInt;
import org.recu.data.Dataset;
import org.recu.data.pipeline.BadImages;
import org.recu.data.pipeline.Examples;
import org.recu.data.pipeline.Pipeline;

/** The test images of a data set, in its own order and not augmented. */
public final class TestImages {

  /** Batches made ahead: one in use, one ready, one in the making. */
  private static final int PREFETCH = 3;

  private TestImages() {}

  /**
   * A pipeline of the test images.
   *
   * @param dataset to read
   * @param limit only the first so many images; empty for all
   * @param batchSize images a batch
   * @param workers threads that prepare them
   * @param badImages what is done about those that cannot be read
   * @return to be closed by the caller
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
