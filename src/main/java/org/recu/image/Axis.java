package org.recu.image;

/**
 * How to resize one axis of an image: a stretch of the source becomes {@code size} pixels, of which
 * only a part may be needed.
 *
 * @param start of the stretch, in source pixels; pixels that lie wholly before it are not used
 * @param length of the stretch, in source pixels; pixels that lie wholly after it are not used
 * @param size number of pixels that the stretch becomes
 * @param from the first of these pixels that is needed
 * @param to one past the last that is needed
 * @param reversed whether the target is mirrored, so that the last pixel comes first
 */
public record Axis(double start, double length, int size, int from, int to, boolean reversed) {

  /** Checks that neither the stretch nor the part that is needed is empty or out of range. */
  public Axis {
    if (!(start >= 0 && length > 0 && from >= 0 && from < to && to <= size)) {
      throw new IllegalArgumentException(
          "pixels %d..%d of %d from a stretch of %s at %s"
              .formatted(from, to, size, length, start));
    }
  }

  /** Resizes a stretch and keeps all of the resulting pixels. */
  public static Axis whole(int start, int length, int size) {
    return new Axis(start, length, size, 0, size, false);
  }

  /** Resizes a whole side and keeps some of the resulting pixels. */
  public static Axis part(int side, int size, int from, int to) {
    return new Axis(0, side, size, from, to, false);
  }

  /** This axis, mirrored. */
  public Axis reverse() {
    return new Axis(start, length, size, from, to, !reversed);
  }

  /**
   * The same axis in an image that is scaled down by a ratio and has {@code pixels} pixels along
   * it.
   */
  Axis scaled(int ratio, int pixels) {
    double end = Math.min((start + length) / ratio, pixels);
    return new Axis(start / ratio, end - start / ratio, size, from, to, reversed);
  }
}
