package org.recu.nn;

import java.util.List;
import java.util.Optional;

/**
 * A fully connected layer with bias, as {@code torch.nn.Linear}: {@code y = x w + b}.
 *
 * @param name the module's PyTorch name
 * @param weight (in, units)
 * @param bias (units)
 * @param output (units)
 */
public record Linear(String name, Parameter weight, Parameter bias, TensorShape output)
    implements Layer {

  static Linear of(
      String name, TensorShape input, int units, Initial weightStart, Initial biasStart) {
    TensorShape output = TensorShape.of(units);
    return new Linear(
        name,
        new Parameter(
            name + ".weight",
            ParameterKind.LINEAR_WEIGHT,
            TensorShape.of(input.last(), units),
            weightStart),
        new Parameter(name + ".bias", ParameterKind.VECTOR, output, biasStart),
        output);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  @Override
  public Optional<LayerCost> cost() {
    long multiplyAdds = weight.shape().size();
    return Optional.of(
        new LayerCost(name, "linear", output, 0, multiplyAdds + output.last(), 0, multiplyAdds));
  }

  @Override
  public <V> V lower(Lowering<V> lowering, List<V> inputs) {
    return lowering.linear(this, inputs.get(0));
  }
}
