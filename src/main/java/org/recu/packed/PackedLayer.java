package org.recu.packed;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.recu.packed.proto.ConvolutionMessage;
import org.recu.packed.proto.LinearMessage;
import org.recu.packed.proto.MaxPoolingMessage;
import org.recu.packed.proto.NormalizationMessage;
import org.recu.packed.proto.OperationMessage;

/**
 * An operation of a packed file.
 *
 * @param number of the value that it yields, from 1; the normalised image is value 0
 * @param kind such as {@code binary convolution}
 * @param inputs numbers of the values that it takes
 * @param output shape of the value that it yields
 * @param window of a convolution or a pooling
 * @param signs its binary weights
 * @param numbers how many float32 parameters it has
 */
public record PackedLayer(
    int number,
    String kind,
    List<Integer> inputs,
    Shape output,
    Optional<Geometry> window,
    SignCounts signs,
    long numbers) {

  public PackedLayer {
    inputs = List.copyOf(inputs);
  }

  /**
   * Describes an operation.
   *
   * @param node whose sizes have been checked
   * @param input shape of its first input
   */
  static PackedLayer of(Node node, Shape input) {
    OperationMessage message = node.message();
    return new PackedLayer(
        node.number(),
        node.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        node.inputs(),
        node.shape(),
        window(message, input),
        message.hasBinaryConvolution()
            ? SignCounts.of(message.getBinaryConvolution(), input.channels())
            : SignCounts.NONE,
        numbers(message));
  }

  private static Optional<Geometry> window(OperationMessage message, Shape input) {
    return switch (message.getKindCase()) {
      case CONVOLUTION -> Optional.of(Geometry.of(message.getConvolution().getGeometry()));
      case BINARY_CONVOLUTION ->
          Optional.of(Geometry.of(message.getBinaryConvolution().getGeometry()));
      case MAX_POOLING -> {
        MaxPoolingMessage pooling = message.getMaxPooling();
        yield Optional.of(
            new Geometry(
                input.channels(), pooling.getWindow(), pooling.getStride(), pooling.getPadding()));
      }
      case AVERAGE_POOLING -> Optional.of(new Geometry(input.channels(), 2, 2, 0));
      default -> Optional.empty();
    };
  }

  private static long numbers(OperationMessage message) {
    ConvolutionMessage convolution = message.getConvolution();
    NormalizationMessage norm = message.getNormalization();
    LinearMessage linear = message.getLinear();
    // Of a kind that the operation is not, a message is empty.
    return (long) Floats.count(convolution.getWeights())
        + Floats.count(norm.getGain())
        + Floats.count(norm.getOffset())
        + Floats.count(norm.getMean())
        + Floats.count(norm.getInverseDeviation())
        + Floats.count(message.getPrelu().getValues())
        + Floats.count(message.getShift().getValues())
        + Floats.count(linear.getWeights())
        + Floats.count(linear.getBias());
  }

  /** Bytes of its parameters: one bit a sign, four bytes a number. */
  public double bytes() {
    return signs.weights() / 8.0 + 4.0 * numbers;
  }
}
