package org.recu.nn;

import java.util.List;

/**
 * The sum of two activations of one shape, such as a convolution and its shortcut.
 *
 * @param output as the inputs
 */
public record Sum(TensorShape output) implements Layer {

  @Override
  public <V> V lower(Lowering<V> lowering, List<V> inputs) {
    return lowering.sum(this, inputs.get(0), inputs.get(1));
  }
}
