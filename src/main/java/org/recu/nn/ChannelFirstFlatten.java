package org.recu.nn;

import java.util.List;

/**
 * Makes a vector of an activation, in PyTorch's order (channel, height, width), so that PyTorch's
 * linear weights fit.
 *
 * @param output (channels * height * width)
 */
public record ChannelFirstFlatten(TensorShape output) implements Layer {

  @Override
  public <V> V lower(Lowering<V> lowering, List<V> inputs) {
    return lowering.flatten(this, inputs.get(0));
  }
}
