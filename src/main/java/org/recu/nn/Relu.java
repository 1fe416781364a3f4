package org.recu.nn;

import java.util.List;

/**
 * {@code y = max(0, x)}, as {@code torch.nn.ReLU}; the gradient at 0 is 0.
 *
 * @param output as the input
 */
public record Relu(TensorShape output) implements Layer {

  @Override
  public <V> V lower(Lowering<V> lowering, List<V> inputs) {
    return lowering.relu(this, inputs.get(0));
  }
}
