package org.recu.nn;

import java.util.List;

/**
 * The mean of every 2x2 square, stride 2, as {@code torch.nn.AvgPool2d(2)}.
 *
 * @param output (height / 2, width / 2, channels)
 */
public record AveragePooling(TensorShape output) implements Layer {

  static AveragePooling of(TensorShape input) {
    return new AveragePooling(TensorShape.of(input.get(0) / 2, input.get(1) / 2, input.last()));
  }

  @Override
  public <V> V lower(Lowering<V> lowering, List<V> inputs) {
    return lowering.averagePooling(this, inputs.get(0));
  }
}
