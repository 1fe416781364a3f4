package org.recu.nn;

import java.util.List;
import java.util.Optional;

/**
 * Adds a learned number to each channel, so that the network chooses the threshold of the sign, or
 * the bend of the rectifier, that follows (Liu et al., ReActNet, ECCV 2020).
 *
 * @param name the module's PyTorch name
 * @param bias (channels), initially 0
 * @param output as the input
 */
public record Shift(String name, Parameter bias, TensorShape output) implements Layer {

  static Shift of(String name, TensorShape output) {
    Parameter bias =
        new Parameter(
            name + ".bias",
            ParameterKind.SHIFT,
            TensorShape.of(output.last()),
            Initial.constant(0));
    return new Shift(name, bias, output);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(bias);
  }

  @Override
  public Optional<LayerCost> cost() {
    return Optional.of(LayerCost.ofParameters(name, "shift", output, output.last()));
  }

  @Override
  public <V> V lower(Lowering<V> lowering, List<V> inputs) {
    return lowering.shift(this, inputs.get(0));
  }
}
