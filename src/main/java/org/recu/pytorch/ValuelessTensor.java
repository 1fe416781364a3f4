package org.recu.pytorch;

import java.util.List;
import java.util.Optional;

/** A tensor whose numbers no network here can use, or of which the file has none. */
final class ValuelessTensor extends TorchTensor {

  private final String obstacle;

  /**
   * Creates a tensor.
   *
   * @param type of the elements, if known
   * @param obstacle what keeps its numbers from being used
   */
  ValuelessTensor(ElementType type, List<Long> shape, String obstacle) {
    super(type, shape);
    this.obstacle = obstacle;
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.of(obstacle);
  }

  @Override
  public float[] floats() {
    throw new IllegalStateException("a tensor without usable numbers: " + obstacle);
  }

  @Override
  public Number number() {
    throw new IllegalStateException("a tensor without usable numbers: " + obstacle);
  }
}
