package org.recu.inference;

/**
 * How image files are classified.
 *
 * @param topK how many classes are given for each image, the most probable first
 * @param batchSize images in a batch
 * @param workers threads that read images
 */
public record PredictOptions(int topK, int batchSize, int workers) {

  /** The five most probable classes. */
  public static final PredictOptions DEFAULT = new PredictOptions(5, 128, 8);
}
