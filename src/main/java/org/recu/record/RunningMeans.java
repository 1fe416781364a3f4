package org.recu.record;

/**
 * Loss, top-1 and top-5 over the images seen so far, whatever the sizes of the batches they came
 * in.
 */
public final class RunningMeans {

  /** Images seen so far. */
  private long images;

  /** Sum of the loss over the images. */
  private double lossSum;

  /** Images whose first guess was right. */
  private long top1Hits;

  /** Images with the right class among the first five guesses. */
  private long top5Hits;

  /**
   * Takes a batch in.
   *
   * @param batchImages images in the batch, at least 1
   * @param batchLoss sum of the loss over the batch, so that no mean is multiplied back
   * @param batchTop1 images of the batch whose first guess was right
   * @param batchTop5 images of the batch with the right class among the first five
   */
  public void add(long batchImages, double batchLoss, long batchTop1, long batchTop5) {
    if (batchImages < 1) {
      throw new IllegalArgumentException("batchImages (" + batchImages + ") must be at least 1");
    }
    images += batchImages;
    lossSum += batchLoss;
    top1Hits += batchTop1;
    top5Hits += batchTop5;
  }

  /** Images seen so far. */
  public long images() {
    return images;
  }

  /** Mean loss an image; NaN before the first batch. */
  public double loss() {
    return lossSum / images;
  }

  /** Percent of the images whose first guess was right; NaN before the first batch. */
  public double top1() {
    return 100.0 * top1Hits / images;
  }

  /** Percent of the images with the right class among five; NaN before the first batch. */
  public double top5() {
    return 100.0 * top5Hits / images;
  }
}
