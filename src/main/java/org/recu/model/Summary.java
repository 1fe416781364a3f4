package org.recu.model;

import java.util.List;
import java.util.function.ToLongFunction;
import org.recu.nn.ImageInput;
import org.recu.nn.Layer;
import org.recu.nn.LiveParameters;
import org.recu.nn.Tower;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

/**
 * What a network costs when it runs, layer by layer.
 *
 * <p>Alpha is not among the 32-bit parameters: it is a factor of the batch normalisation that
 * follows, which a deployed network takes it into. {@link #scales} counts them.
 *
 * @param layers from the image to the logits
 */
public record Summary(List<Layer> layers) {

  public Summary {
    layers = List.copyOf(layers);
  }

  /** Builds the network and reads off its layers. */
  public static Summary of(Network network) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Tower tower = Tower.evaluation(tf, new LiveParameters(tf, 0));
      List<Double> any = List.of(1.0, 1.0, 1.0);
      network.logits(
          tower, ImageInput.create(tf, "images", network.imageSize(), any, any).normalized());
      return new Summary(tower.layers());
    }
  }

  /** Parameters of one bit. */
  public long binaryParameters() {
    return sum(Layer::binaryParameters);
  }

  /** Parameters of 32 bits. */
  public long realParameters() {
    return sum(Layer::realParameters);
  }

  /** Alphas: one an output channel of every binary convolution. */
  public long scales() {
    return sum(
        layer ->
            layer.binaryParameters() == 0
                ? 0
                : layer.outputShape().get(layer.outputShape().numDimensions() - 1));
  }

  /** Multiply-adds of two signs, for one image. */
  public long binaryMultiplyAdds() {
    return sum(Layer::binaryMultiplyAdds);
  }

  /** Multiply-adds of 32-bit numbers, for one image. */
  public long realMultiplyAdds() {
    return sum(Layer::realMultiplyAdds);
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

  private long sum(ToLongFunction<Layer> count) {
    return layers.stream().mapToLong(count).sum();
  }
}
