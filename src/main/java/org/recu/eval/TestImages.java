package org.recu.eval;

import java.io.IOException;
import org.recu.data.Dataset;
import org.recu.data.pipeline.BadImages;
import org.recu.data.pipeline.Limit;
import org.recu.data.pipeline.Pipeline;
import org.recu.data.pipeline.Share;

/** Opens the test images of a data set, in its own order and not augmented. */
public final class TestImages {

  /** Number of batches in the pipeline: one in use, one ready, one being prepared. */
  private static final int PREFETCH = 3;

  /** Not a run's, so that a model is evaluated later on the images that it was validated on. */
  private static final long SEED = 0;

  private TestImages() {}

  /**
   * Opens a pipeline of the test images.
   *
   * @param dataset to read
   * @param limit how many images are used, and which: a sample is the same in every run
   * @param batchSize images per batch
   * @param workers threads that prepare images
   * @param badImages what to do with images that cannot be read
   * @return the pipeline; the caller closes it
   * @throws IOException if the files are missing or damaged
   */
  public static <R> Pipeline pipeline(
      Dataset<R> dataset, Limit limit, int batchSize, int workers, BadImages badImages)
      throws IOException {
    return pipeline(dataset, limit, batchSize, workers, badImages, Share.WHOLE);
  }

  /**
   * The same of one of several workers, which evaluate the batches in turns.
   *
   * @param share which of them
   */
  public static <R> Pipeline pipeline(
      Dataset<R> dataset, Limit limit, int batchSize, int workers, BadImages badImages, Share share)
      throws IOException {
    return Pipeline.of(dataset.test())
        .limit(limit, SEED)
        .map(workers, dataset.plain(), SEED)
        .onBadImage(badImages)
        .batch(batchSize)
        .deal(share)
        .prefetch(PREFETCH);
  }
}
