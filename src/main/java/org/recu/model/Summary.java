package org.recu.model;

import java.util.List;
import java.util.function.ToLongFunction;
import org.recu.nn.LayerCost;

/**
 * What a network costs when it runs, layer by layer.
 *
 * <p>Alpha is not among the 32-bit parameters: it is a factor of the batch normalisation that
 * follows, which a deployed network takes it into. {@link #scales} counts them.
 *
 * @param layers from the image to the logits
 */
public record Summary(List<LayerCost> layers) {

  public Summary {
    layers = List.copyOf(layers);
  }

  /** The summary of a network. */
  public static Summary of(Network network) {
    return new Summary(
        network.architecture().layers().stream().flatMap(layer -> layer.cost().stream()).toList());
  }

  /** Parameters of one bit. */
  public long binaryParameters() {
    return sum(LayerCost::binaryParameters);
  }

  /** Parameters of 32 bits. */
  public long realParameters() {
    return sum(LayerCost::realParameters);
  }

  /** Alphas: one an output channel of every binary convolution. */
  public long scales() {
    return sum(layer -> layer.binaryParameters() == 0 ? 0 : layer.output().last());
  }

  /** Multiply-adds of two signs, for one image. */
  public long binaryMultiplyAdds() {
    return sum(LayerCost::binaryMultiplyAdds);
  }

  /** Multiply-adds of 32-bit numbers, for one image. */
  public long realMultiplyAdds() {
    return sum(LayerCost::realMultiplyAdds);
  }

  /** Bytes of all parameters, eight of one bit to a byte. */
  public double bytes() {
    return bytes(binaryParameters(), realParameters());
  }

  /** How many times smaller the network is than the same with 32 bits everywhere. */
  public double ratio() {
    return bytes(0, binaryParameters() + realParameters()) / bytes();
  }

  /** Bytes of so many parameters. */
  public static double bytes(long binaryParameters, long realParameters) {
    return binaryParameters / 8.0 + realParameters * 4.0;
  }

  private long sum(ToLongFunction<LayerCost> count) {
    return layers.stream().mapToLong(count).sum();
  }
}
