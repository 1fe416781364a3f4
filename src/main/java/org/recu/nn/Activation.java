package org.recu.nn;

/**
 * What flows between the layers of a network. Its type says what is known of its values: any real
 * number ({@link Real}), normalised but not yet clamped ({@link Normalized}), sums and their scale
 * ({@link Sums}), or signs ({@link Signs}).
 *
 * <p>A network is written by calling the methods of these types; each call adds a {@link Layer} to
 * the network's {@link Architecture}.
 */
public abstract sealed class Activation permits Real, Signs, Sums {

  private final Architecture.Builder builder;
  private final int position;
  private final TensorShape shape;

  Activation(Architecture.Builder builder, int position, TensorShape shape) {
    this.builder = builder;
    this.position = position;
    this.shape = shape;
  }

  /** (height, width, channels) or (features). */
  public final TensorShape shape() {
    return shape;
  }

  /** The number of channels or features. */
  public final int channels() {
    return Math.toIntExact(shape.last());
  }

  final Architecture.Builder builder() {
    return builder;
  }

  /** Its place among the activations of its network. */
  final int position() {
    return position;
  }
}
