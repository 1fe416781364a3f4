package org.recu.nn;

import java.util.List;

/**
 * Clamp to [-1, 1], as {@code torch.nn.functional.hardtanh}:
 *
 * <pre>
 *   y  = min(max(x, -1), 1)
 *   dx = dy inside, 0 on the bounds and outside
 * </pre>
 *
 * @param output as the input
 */
public record HardTanh(TensorShape output) implements Layer {

  @Override
  public <V> V lower(Lowering<V> lowering, List<V> inputs) {
    return lowering.hardTanh(this, inputs.get(0));
  }
}
