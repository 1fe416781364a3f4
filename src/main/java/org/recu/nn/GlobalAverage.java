package org.recu.nn;

import java.util.List;

/**
 * The mean over height and width, as {@code torch.nn.AdaptiveAvgPool2d(1)} and a flatten.
 *
 * @param output (channels)
 */
public record GlobalAverage(TensorShape output) implements Layer {

  @Override
  public <V> V lower(Lowering<V> lowering, List<V> inputs) {
    return lowering.globalAverage(this, inputs.get(0));
  }
}
