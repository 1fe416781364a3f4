package org.recu.score;

/**
 * Loss and accuracy over a number of images. They are stored as sums, so that scores of batches of
 * different sizes can be added without rounding a mean.
 *
 * @param images number of images
 * @param lossSum sum of the loss over the images
 * @param top1Hits images whose label has the greatest logit
 * @param top5Hits images whose label has one of the five greatest logits
 */
public record Scores(long images, double lossSum, long top1Hits, long top5Hits) {

  /** The scores of no images. */
  public static final Scores NONE = new Scores(0, 0, 0, 0);

  /** The sum of these scores and others. */
  public Scores plus(Scores others) {
    return new Scores(
        images + others.images,
        lossSum + others.lossSum,
        top1Hits + others.top1Hits,
        top5Hits + others.top5Hits);
  }

  /** The same accuracy with another loss, such as the loss against a teacher. */
  public Scores withLossSum(double sum) {
    return new Scores(images, sum, top1Hits, top5Hits);
  }

  /** Mean loss per image; NaN without images. */
  public double loss() {
    return lossSum / images;
  }

  /** Per cent of the images whose label has the greatest logit; NaN without images. */
  public double top1() {
    return 100.0 * top1Hits / images;
  }

  /** Per cent of the images whose label has one of the five greatest logits; NaN without images. */
  public double top5() {
    return 100.0 * top5Hits / images;
  }
}
