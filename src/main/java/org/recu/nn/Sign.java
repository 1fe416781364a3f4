package org.recu.nn;

import java.util.List;

/**
 * The sign of an activation: {@code y = sign(x)}, exactly -1, 0 or +1. What its gradient is, the
 * binarizer says.
 *
 * @param output (height, width, channels)
 */
public record Sign(TensorShape output) implements Layer {

  @Override
  public <V> V lower(Lowering<V> lowering, List<V> inputs) {
    return lowering.sign(this, inputs.get(0));
  }
}
