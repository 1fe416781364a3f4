package org.recu.export;

import java.io.IOException;

/**
 * The difference between an exported network's logits and the original's.
 *
 * @param images how many images were compared
 * @param largestDifference between two logits; NaN if one of them is NaN
 * @param otherClasses how many of the images get another most probable class
 */
public record ExportCheck(int images, double largestDifference, int otherClasses) {

  /** Refuses images that are classified otherwise. */
  void requireSameClasses() throws IOException {
    if (otherClasses > 0) {
      throw new IOException(
          "the exported network classifies %d of %d images otherwise; nothing was exported"
              .formatted(otherClasses, images));
    }
  }

  /** Refuses a difference above a bound, or NaN. */
  void requireWithin(double tolerance) throws IOException {
    if (!(largestDifference <= tolerance)) {
      throw new IOException(
          "the exported logits differ from the checkpoint's by %s, more than %s; nothing was exported"
              .formatted(largestDifference, tolerance));
    }
  }
}
