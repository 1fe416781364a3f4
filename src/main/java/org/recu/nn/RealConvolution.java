package org.recu.nn;

import java.util.List;
import java.util.Optional;

/**
 * A convolution of real values with real weights: {@code y = conv(x, w)}.
 *
 * @param name the module's PyTorch name
 * @param form its geometry
 * @param weight (kernel, kernel, in, filters)
 * @param output (height, width, filters)
 */
public record RealConvolution(String name, Convolution form, Parameter weight, TensorShape output)
    implements Layer {

  @Override
  public List<Parameter> parameters() {
    return List.of(weight);
  }

  @Override
  public Optional<LayerCost> cost() {
    return Optional.of(
        new LayerCost(
            name,
            "convolution " + form.size(),
            output,
            0,
            weight.shape().size(),
            0,
            Convolution.multiplyAdds(output, weight)));
  }

  @Override
  public <V> V lower(Lowering<V> lowering, List<V> inputs) {
    return lowering.convolution(this, inputs.get(0));
  }
}
