package org.recu.nn;

import java.util.Arrays;

/**
 * The sizes of a tensor's axes, outermost first. Activations are (height, width, channels) or
 * (features): the batch, which no layer depends on, is left out.
 */
public final class TensorShape {

  private final long[] sizes;

  private TensorShape(long[] sizes) {
    this.sizes = sizes;
  }

  /**
   * A shape.
   *
   * @throws IllegalArgumentException if a size is not positive
   */
  public static TensorShape of(long... sizes) {
    for (long size : sizes) {
      if (size < 1) {
        throw new IllegalArgumentException(
            "sizes %s must be positive".formatted(Arrays.toString(sizes)));
      }
    }
    return new TensorShape(sizes.clone());
  }

  /** The number of axes. */
  public int rank() {
    return sizes.length;
  }

  /** The size of an axis, counted from 0. */
  public long get(int axis) {
    return sizes[axis];
  }

  /** The size of the innermost axis: channels, filters or features. */
  public long last() {
    return sizes[sizes.length - 1];
  }

  /** The number of elements. */
  public long size() {
    long size = 1;
    for (long axis : sizes) {
      size = Math.multiplyExact(size, axis);
    }
    return size;
  }

  /** The sizes; a copy. */
  public long[] asArray() {
    return sizes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorShape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** Such as {@code [3, 3, 16, 32]}. */
  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
