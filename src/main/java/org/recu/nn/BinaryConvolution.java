package org.recu.nn;

import java.util.List;
import java.util.Optional;

/**
 * A convolution of signs with binarized weights: {@code y = conv(x, sign(w)) * alpha}, one alpha an
 * output channel (the paper's eq. 2). How the latent weight {@code w} is binarized, and with which
 * gradient, the binarizer says.
 *
 * <p>Its sums are whole numbers, exact in any order of summation.
 *
 * @param name the module's PyTorch name
 * @param form its geometry
 * @param latentWeight (kernel, kernel, in, filters)
 * @param alpha (filters)
 * @param output (height, width, filters)
 */
public record BinaryConvolution(
    String name, Convolution form, Parameter latentWeight, Parameter alpha, TensorShape output)
    implements Layer {

  @Override
  public List<Parameter> parameters() {
    return List.of(latentWeight, alpha);
  }

  /** {@inheritDoc} Alpha is part of the batch normalisation that follows, and not counted. */
  @Override
  public Optional<LayerCost> cost() {
    return Optional.of(
        new LayerCost(
            name,
            "binary convolution " + form.size(),
            output,
            latentWeight.shape().size(),
            0,
            Convolution.multiplyAdds(output, latentWeight),
            0));
  }

  @Override
  public <V> V lower(Lowering<V> lowering, List<V> inputs) {
    return lowering.binaryConvolution(this, inputs.get(0));
  }
}
