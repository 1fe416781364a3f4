package org.recu.nn;

import java.util.List;
import java.util.Optional;

/**
 * One operation of a network, as the paper would name it, with the parameters that it declares.
 *
 * <p>A layer says what is computed, never how: that is the business of a {@link Lowering}.
 */
public sealed interface Layer
    permits AveragePooling,
        BatchNormalization,
        BinaryConvolution,
        ChannelFirstFlatten,
        ChannelPadding,
        GlobalAverage,
        HardTanh,
        Linear,
        MaxPooling,
        PRelu,
        RealConvolution,
        Relu,
        Shift,
        Sign,
        SignConvolution,
        Sum {

  /** The shape of its result: (height, width, channels) or (features). */
  TensorShape output();

  /** Its parameters, in the order of PyTorch's state dict. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** What it costs; empty for layers without parameters. */
  default Optional<LayerCost> cost() {
    return Optional.empty();
  }

  /**
   * Hands itself to the method of a lowering that is for layers of its kind.
   *
   * @param inputs what became of its inputs, in their order
   * @param <V> what activations become
   */
  <V> V lower(Lowering<V> lowering, List<V> inputs);
}
