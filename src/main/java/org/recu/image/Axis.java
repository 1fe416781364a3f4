package org.recu.image;

/**
 * How to resize one axis of an image: a range of the source becomes a number of pixels, of which a
 * part is needed.
 *
 * @param start of the stretch, in source pixels; nothing before it is looked at, but for the rest
 *     of the pixel it lies in
 * @param length of the stretch, in source pixels; nothing behind it is looked at
 * @param size pixels that the stretch becomes
 * @param from first of them that is wanted
 * @param to the one after the last that is wanted
 * @param reversed whether the last that is wanted becomes the first of the target
 */
public record Axis(double start, double length, int size, int from, int to, boolean reversed) {

  /** Checks that there is something to make, and something to make it of. */
  public Axis {
    if (!(start >= 0 && length > 0 && from >= 0 && from < to && to <= size)) {
      throw new IllegalArgumentException(
          "pixels %d..%d of %d from a stretch of %s at %s"
              .formatted(from, to, size, length, start));
    }
  }

  /** All of the pixels that a stretch becomes. */
  public static Axis whole(int start, int length, int size) {
    return new Axis(start, length, size, 0, size, false);
  }

  /** Some of the pixels that all of a side becomes. */
  public static Axis part(int side, int size, int from, int to) {
    return new Axis(0, side, size, from, to, false);
  }

  /** The other way round, as in a mirror. */
  public Axis reverse() {
    return new Axis(start, length, size, from, to, !reversed);
  }

  /** The same axis in an image scaled down by a ratio to a number of pixels. */
  Axis scaled(int ratio, int pixels) {
    double end = Math.min((start + length) / ratio, pixels);
    return new Axis(start / ratio, end - start / ratio, size, from, to, reversed);
  }
}
