package org.recu.nn;

import java.util.List;
import java.util.Optional;

/**
 * A convolution of signs with real weights: {@code y = conv(x, w) * alpha}, one alpha an output
 * channel. The first stage of two-stage training has it in place of each {@link BinaryConvolution}.
 * Its sums are not whole.
 *
 * @param name the module's PyTorch name
 * @param form its geometry
 * @param weight (kernel, kernel, in, filters)
 * @param alpha (filters)
 * @param output (height, width, filters)
 */
public record SignConvolution(
    String name, Convolution form, Parameter weight, Parameter alpha, TensorShape output)
    implements Layer {

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, alpha);
  }

  @Override
  public Optional<LayerCost> cost() {
    return Optional.of(
        new LayerCost(
            name,
            "sign convolution " + form.size(),
            output,
            0,
            weight.shape().size() + form.filters(),
            0,
            Convolution.multiplyAdds(output, weight)));
  }

  @Override
  public <V> V lower(Lowering<V> lowering, List<V> inputs) {
    return lowering.signConvolution(this, inputs.get(0));
  }
}
