package org.recu.teacher;

import java.util.Collections;
import java.util.List;
import org.recu.image.Normalization;

/** The scale of pixel values for a teacher that takes float32. */
public enum PixelScale {
  /** From 0 to 255, like bytes. */
  BYTES,
  /** From 0 to 1. */
  UNIT,
  /** Normalised with the data set's mean and standard deviation. */
  NORMALIZED;

  /**
   * The normalisation that converts pixels from 0..1 to this scale.
   *
   * @param dataset the data set's normalisation
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
