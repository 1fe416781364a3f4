package org.recu.nn;

/** A lowering has no way to compute a layer. */
public final class UnsupportedLayerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Names the layer.
   *
   * @param layer what was asked for
   * @param reason why it has no way, such as {@code "sums are pooled once at most"}
   */
  public UnsupportedLayerException(Layer layer, String reason) {
    super("cannot lower %s: %s".formatted(layer, reason));
  }
}
