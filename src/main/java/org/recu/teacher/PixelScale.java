package org.recu.teacher;

import java.util.Collections;
import java.util.List;
import org.recu.image.Normalization;

/** What numbers a teacher takes for pixels where it takes no bytes. */
public enum PixelScale {
  /** From 0 to 255, as the bytes are. */
  BYTES,
  /** From 0 to 1. */
  UNIT,
  /** Less the data set's mean, divided by its standard deviation. */
  NORMALIZED;

  /**
   * The mean and standard deviation, of pixels from 0 to 1, that make these numbers.
   *
   * @param dataset the data set's own
   */
  Normalization of(Normalization dataset) {
    return switch (this) {
      case BYTES -> same(1.0 / 255);
      case UNIT -> same(1.0);
      case NORMALIZED -> dataset;
    };
  }

  private static Normalization same(double deviation) {
    List<Double> zeros = Collections.nCopies(3, 0.0);
    return new Normalization(zeros, Collections.nCopies(3, deviation));
  }
}
