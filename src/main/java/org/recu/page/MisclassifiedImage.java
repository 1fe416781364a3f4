package org.recu.page;

import java.awt.image.BufferedImage;
import org.recu.data.Pixels;
import org.recu.eval.Misclassification;

/**
 * An image that a network assigned to the wrong class.
 *
 * @param label its class, from 0
 * @param predicted the class the network predicted, from 0
 * @param probability that the network gave the predicted class, 0 to 1
 * @param image as the network saw it
 */
public record MisclassifiedImage(
    int label, int predicted, double probability, BufferedImage image) {

  /** Converts an error's image to Java's own type. */
  static MisclassifiedImage of(Misclassification error) {
    return new MisclassifiedImage(
        error.label(), error.predicted(), error.probability(), image(error.image()));
  }

  private static BufferedImage image(Pixels pixels) {
    BufferedImage image =
        new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] row = new byte[3 * pixels.width()];
    int[] levels = new int[row.length];
    for (int y = 0; y < pixels.height(); y++) {
      pixels.copyRow(y, 0, pixels.width(), row, 0);
      for (int i = 0; i < row.length; i++) {
        levels[i] = row[i] & 0xff;
      }
      // The raster's bands are red, green and blue, regardless of the order in memory.
      image.getRaster().setPixels(0, y, pixels.width(), 1, levels);
    }
    return image;
  }
}
