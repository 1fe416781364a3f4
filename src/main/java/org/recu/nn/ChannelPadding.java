package org.recu.nn;

import java.util.List;

/**
 * Adds channels of zeros.
 *
 * @param before how many come first
 * @param after how many come last
 * @param output (height, width, before + channels + after)
 */
public record ChannelPadding(int before, int after, TensorShape output) implements Layer {

  static ChannelPadding of(int before, int after, TensorShape input) {
    return new ChannelPadding(
        before, after, TensorShape.of(input.get(0), input.get(1), before + input.last() + after));
  }

  @Override
  public <V> V lower(Lowering<V> lowering, List<V> inputs) {
    return lowering.channelPadding(this, inputs.get(0));
  }
}
