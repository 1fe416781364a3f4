package org.recu.packed;

import java.util.List;
import java.util.Optional;

/**
 * The steps that most passes have, for a kernel that does them in one loop: a normalisation,
 * perhaps the sum with another value and a clamp, and then the result is kept as numbers, as signs
 * or as both.
 */
final class Finish {

  private final int channels;
  private final float[] mean;
  private final float[] inverse;
  private final float[] gain;
  private final float[] offset;
  private final int other;
  private final boolean clamped;
  private final int stored;
  private final Optional<StoreSigns> signs;

  /**
   * Takes its parts.
   *
   * @param channels of a pixel
   * @param mean one a channel; empty where {@code y = x gain + offset}
   * @param inverse of the standard deviation, one a channel; empty with mean
   * @param gain one a channel
   * @param offset one a channel
   * @param other plane of the value that is added; -1 for none
   * @param clamped whether the result is clamped to [-1, 1]
   * @param stored plane that keeps the result; -1 for none
   * @param signs that are kept, if any are
   */
  Finish(
      int channels,
      float[] mean,
      float[] inverse,
      float[] gain,
      float[] offset,
      int other,
      boolean clamped,
      int stored,
      Optional<StoreSigns> signs) {
    this.channels = channels;
    this.mean = mean;
    this.inverse = inverse;
    this.gain = gain;
    this.offset = offset;
    this.other = other;
    this.clamped = clamped;
    this.stored = stored;
    this.signs = signs;
  }

  int channels() {
    return channels;
  }

  float[] mean() {
    return mean;
  }

  float[] inverse() {
    return inverse;
  }

  float[] gain() {
    return gain;
  }

  float[] offset() {
    return offset;
  }

  int other() {
    return other;
  }

  boolean clamped() {
    return clamped;
  }

  int stored() {
    return stored;
  }

  Optional<StoreSigns> signs() {
    return signs;
  }

  private static final float[] NONE = {};

  /** The steps of a pass as one, if they have this form. */
  static Optional<Finish> of(int channels, List<Step> steps) {
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    Finish finish;
    if (steps.get(0) instanceof Steps.Normalize norm) {
      finish = of(channels, NONE, NONE, norm.gain(), norm.offset());
    } else if (steps.get(0) instanceof Steps.Standardize norm) {
      finish = of(channels, norm.mean(), norm.inverse(), norm.gain(), norm.offset());
    } else {
      return Optional.empty();
    }
    for (Step step : steps.subList(1, steps.size())) {
      Optional<Finish> longer = finish.with(step);
      if (longer.isEmpty()) {
        return longer;
      }
      finish = longer.get();
    }
    return Optional.of(finish);
  }

  private static Finish of(
      int channels, float[] mean, float[] inverse, float[] gain, float[] offset) {
    return new Finish(channels, mean, inverse, gain, offset, -1, false, -1, Optional.empty());
  }

  /** This and one more step, if the order allows it. */
  private Optional<Finish> with(Step step) {
    boolean kept = stored >= 0 || signs.isPresent();
    if (step instanceof Steps.Add add && other < 0 && !clamped && !kept) {
      return Optional.of(
          new Finish(channels, mean, inverse, gain, offset, add.plane(), false, -1, signs));
    }
    if (step instanceof Steps.Clamp && !clamped && !kept) {
      return Optional.of(new Finish(channels, mean, inverse, gain, offset, other, true, -1, signs));
    }
    if (step instanceof Steps.Store store && stored < 0) {
      return Optional.of(
          new Finish(channels, mean, inverse, gain, offset, other, clamped, store.plane(), signs));
    }
    if (step instanceof StoreSigns packed && signs.isEmpty()) {
      return Optional.of(
          new Finish(
              channels, mean, inverse, gain, offset, other, clamped, stored, Optional.of(packed)));
    }
    return Optional.empty();
  }
}
