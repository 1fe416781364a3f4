package org.recu.data.pipeline;

import java.util.OptionalInt;

/**
 * How many records of a split are used, and which.
 *
 * @param images their number, all if the split has fewer; empty for all
 * @param by which they are
 */
public record Limit(OptionalInt images, LimitBy by) {

  /** All records. */
  public static final Limit NONE = new Limit(OptionalInt.empty(), LimitBy.SAMPLE);

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Limit {
    if (images.orElse(1) < 1) {
      throw new IllegalArgumentException("limit (" + images.getAsInt() + ") must be at least 1");
    }
  }

  /** A sample of so many records. */
  public static Limit sample(int images) {
    return new Limit(OptionalInt.of(images), LimitBy.SAMPLE);
  }
}
