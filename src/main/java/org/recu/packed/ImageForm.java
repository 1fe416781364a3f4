package org.recu.packed;

import java.util.List;
import org.recu.packed.proto.ImageMessage;

/**
 * How an image becomes what a network takes: its short side is resized, the centre cut out, and
 * each value from 0 to 1 normalised as {@code (x - mean) / standard deviation}.
 *
 * @param size height and width of the network's images, in pixels
 * @param shortSide length of the short side before the centre is cut out, in pixels
 * @param mean red, green, blue, of values from 0 to 1
 * @param standardDeviation red, green, blue
 */
public record ImageForm(
    int size, int shortSide, List<Double> mean, List<Double> standardDeviation) {

  /** Red, green and blue. */
  static final int COLOURS = 3;

  public ImageForm {
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
  }

  static ImageForm of(ImageMessage message) {
    return new ImageForm(
        message.getSize(),
        message.getShortSide(),
        message.getMeanList(),
        message.getStandardDeviationList());
  }
}
