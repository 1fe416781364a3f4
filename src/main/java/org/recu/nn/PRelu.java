package org.recu.nn;

import java.util.List;
import java.util.Optional;

/**
 * A rectifier with a learned slope for each channel, as {@code torch.nn.PReLU}:
 *
 * <pre>
 *   y      = x where x &gt; 0, slope x elsewhere
 *   dx     = dy where x &gt; 0, slope dy elsewhere, at 0 too
 *   dslope = sum of dy x where x &lt;= 0
 * </pre>
 *
 * @param name the module's PyTorch name
 * @param slope (channels), initially 0.25
 * @param output as the input
 */
public record PRelu(String name, Parameter slope, TensorShape output) implements Layer {

  private static final double START = 0.25;

  static PRelu of(String name, TensorShape output) {
    Parameter slope =
        new Parameter(
            name + ".weight",
            ParameterKind.VECTOR,
            TensorShape.of(output.last()),
            Initial.constant(START));
    return new PRelu(name, slope, output);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(slope);
  }

  @Override
  public Optional<LayerCost> cost() {
    return Optional.of(LayerCost.ofParameters(name, "prelu", output, output.last()));
  }

  @Override
  public <V> V lower(Lowering<V> lowering, List<V> inputs) {
    return lowering.prelu(this, inputs.get(0));
  }
}
