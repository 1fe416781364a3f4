package org.recu.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The layers of a network in the order in which they were written, and what each takes its input
 * from. Immutable.
 *
 * <p>The order is that of PyTorch's state dict, and of the random numbers that parameters are
 * initialised with.
 */
public final class Architecture {

  /**
   * A layer and where its inputs come from.
   *
   * @param layer what is computed
   * @param inputs for each input 0 for the images, else the number of the layer, from 1
   */
  private record Node(Layer layer, List<Integer> inputs) {}

  /** (height, width, channels). */
  private final TensorShape images;

  private final List<Node> nodes;

  private Architecture(TensorShape images, List<Node> nodes) {
    this.images = images;
    this.nodes = List.copyOf(nodes);
  }

  /**
   * The architecture of a network.
   *
   * @param images (height, width, channels)
   * @param network from images to logits
   * @throws IllegalArgumentException if two parameters have one name
   */
  public static Architecture of(TensorShape images, UnaryOperator<Real> network) {
    Builder builder = new Builder();
    Real logits = network.apply(new Real(builder, 0, images));
    if (logits.position() != builder.nodes.size()) {
      throw new IllegalArgumentException("the network's result must be that of its last layer");
    }
    Architecture architecture = new Architecture(images, builder.nodes);
    Set<String> names = new HashSet<>();
    for (Parameter parameter : architecture.parameters()) {
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException(parameter.name() + " names two parameters");
      }
    }
    return architecture;
  }

  /** The layers, from the images to the logits. */
  public List<Layer> layers() {
    return nodes.stream().map(Node::layer).toList();
  }

  /** The parameters of all layers, in PyTorch's order. */
  public List<Parameter> parameters() {
    return nodes.stream().flatMap(node -> node.layer.parameters().stream()).toList();
  }

  /** The layers that convolve signs with binarized weights. */
  public List<BinaryConvolution> binaryConvolutions() {
    return nodes.stream()
        .map(Node::layer)
        .filter(BinaryConvolution.class::isInstance)
        .map(BinaryConvolution.class::cast)
        .toList();
  }

  /** The shapes of {@link #binaryConvolutions}, each once, in the network's order. */
  public List<ConvolutionShape> binaryShapes() {
    return nodes.stream()
        .filter(node -> node.layer instanceof BinaryConvolution)
        .flatMap(node -> shape(node).stream())
        .distinct()
        .toList();
  }

  /** The shapes of all convolutions, each once, in the network's order. */
  public List<ConvolutionShape> convolutionShapes() {
    return nodes.stream().flatMap(node -> shape(node).stream()).distinct().toList();
  }

  private Optional<ConvolutionShape> shape(Node node) {
    Optional<Convolution> form = Optional.empty();
    if (node.layer instanceof BinaryConvolution binary) {
      form = Optional.of(binary.form());
    } else if (node.layer instanceof RealConvolution real) {
      form = Optional.of(real.form());
    } else if (node.layer instanceof SignConvolution sign) {
      form = Optional.of(sign.form());
    }
    return form.map(
        found -> {
          int from = node.inputs.get(0);
          return new ConvolutionShape(
              from == 0 ? images : nodes.get(from - 1).layer.output(), found);
        });
  }

  /**
   * Lowers the network, layer by layer.
   *
   * @param images what the images become
   * @param <V> what activations become
   * @return what the logits become
   */
  public <V> V lower(Lowering<V> lowering, V images) {
    List<V> values = new ArrayList<>();
    values.add(images);
    for (Node node : nodes) {
      values.add(node.layer.lower(lowering, node.inputs.stream().map(values::get).toList()));
    }
    return values.get(nodes.size());
  }

  /** Takes down the layers as a network's code asks for them. */
  static final class Builder {

    private final List<Node> nodes = new ArrayList<>();

    Real real(Layer layer, Activation input) {
      return new Real(this, add(layer, input), layer.output());
    }

    Normalized normalized(BatchNormalization layer, Activation input) {
      return new Normalized(this, add(layer, input), layer.output());
    }

    Signs signs(Sign layer, Activation input) {
      return new Signs(this, add(layer, input), layer.output());
    }

    Sums sums(Layer layer, Activation input) {
      return new Sums(this, add(layer, input), layer.output());
    }

    Normalized sum(Activation left, Activation right) {
      if (!left.shape().equals(right.shape())) {
        throw new IllegalArgumentException(
            "cannot add activations of shapes %s and %s".formatted(left.shape(), right.shape()));
      }
      Sum layer = new Sum(left.shape());
      return new Normalized(this, add(layer, left, right), layer.output());
    }

    private int add(Layer layer, Activation... inputs) {
      List<Integer> positions = new ArrayList<>();
      for (Activation input : inputs) {
        if (input.builder() != this) {
          throw new IllegalArgumentException("an activation of another network was used");
        }
        positions.add(input.position());
      }
      nodes.add(new Node(layer, Collections.unmodifiableList(positions)));
      return nodes.size();
    }
  }
}
