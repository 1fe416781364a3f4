package org.recu.packed;

import static org.recu.packed.proto.OperationMessage.KindCase.SUM;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.recu.packed.proto.BinaryConvolutionMessage;
import org.recu.packed.proto.ChannelPaddingMessage;
import org.recu.packed.proto.GeometryMessage;
import org.recu.packed.proto.ImageMessage;
import org.recu.packed.proto.LinearMessage;
import org.recu.packed.proto.NetworkMessage;
import org.recu.packed.proto.NormalizationMessage;
import org.recu.packed.proto.OperationMessage;

/**
 * Checks every number of a network before anything is allocated for it, and works out the shape of
 * each value.
 */
final class NetworkReader {

  /** The greatest height and width of images, in pixels. */
  private static final int GREATEST_IMAGE = 8192;

  /** The most operations; the largest network here has some 200. */
  private static final int MOST_OPERATIONS = 10_000;

  private static final int COLOURS = 3;

  private final String file;
  private final NetworkMessage network;
  private final FieldChecks checks;
  private final ShapeRules rules;
  private final List<Shape> shapes = new ArrayList<>();

  private NetworkReader(String file, NetworkMessage network) {
    this.file = file;
    this.network = network;
    checks = new FieldChecks(file);
    rules = new ShapeRules(file, checks);
  }

  /**
   * The operations of a network.
   *
   * @param file its name, for messages
   * @throws IOException if sizes are out of range, do not fit each other or need more than the Java
   *     heap; the message names file and field
   */
  static List<Node> nodes(String file, NetworkMessage network) throws IOException {
    return new NetworkReader(file, network).read();
  }

  private List<Node> read() throws IOException {
    ImageMessage image = network.getImage();
    int size = image.getSize();
    checks.range("image.size", size, 1, GREATEST_IMAGE);
    checks.range("image.short_side", image.getShortSide(), size, GREATEST_IMAGE);
    checks.count("image.mean", image.getMeanCount(), COLOURS);
    checks.count("image.standard_deviation", image.getStandardDeviationCount(), COLOURS);
    for (int i = 0; i < COLOURS; i++) {
      checks.require(
          Double.isFinite(image.getMean(i)), "image.mean", image.getMean(i), "a finite number");
      double deviation = image.getStandardDeviation(i);
      checks.require(
          Double.isFinite(deviation) && (float) (255 * deviation) > 0,
          "image.standard_deviation",
          deviation,
          "a number above 0");
    }
    checks.range("operations", network.getOperationsCount(), 0, MOST_OPERATIONS);
    shapes.add(rules.shape("image", size, size, COLOURS));
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < network.getOperationsCount(); i++) {
      nodes.add(node(i, network.getOperations(i)));
    }
    checks.require(!nodes.isEmpty(), "operations", 0, "at least one");
    Shape last = shapes.get(nodes.size());
    checks.require(
        last.pixels() == 1, nodes.get(nodes.size() - 1).field(), last, "one logit a class");
    int names = network.getClassNamesCount();
    checks.require(names == 0 || names == last.channels(), "class_names", names, last.channels());
    return nodes;
  }

  private Node node(int index, OperationMessage message) throws IOException {
    String field = Node.field(index, message);
    int wanted = message.getKindCase() == SUM ? 2 : 1;
    List<Integer> inputs =
        message.getInputsCount() == 0 && wanted == 1 ? List.of(index) : message.getInputsList();
    String inputsField = Node.operation(index) + ".inputs";
    checks.count(inputsField, inputs.size(), wanted);
    for (int input : inputs) {
      checks.range(inputsField, input, 0, index);
    }
    Shape output = shape(field, message, inputs);
    shapes.add(output);
    return new Node(index + 1, inputs, output, message);
  }

  private Shape shape(String field, OperationMessage message, List<Integer> inputs)
      throws IOException {
    Shape input = shapes.get(inputs.get(0));
    return switch (message.getKindCase()) {
      case CONVOLUTION -> {
        GeometryMessage geometry = message.getConvolution().getGeometry();
        Shape output = rules.convolved(field, geometry, input);
        checks.floats(
            field + ".weights",
            message.getConvolution().getWeightsList(),
            weights(geometry, input.channels()));
        yield output;
      }
      case BINARY_CONVOLUTION -> binary(field, message.getBinaryConvolution(), input);
      case NORMALIZATION -> normalized(field, message.getNormalization(), input);
      case SUM -> {
        Shape other = shapes.get(inputs.get(1));
        if (!other.isSame(input)) {
          checks.require(false, field + ".inputs", input + " and " + other, "equal shapes");
        }
        yield input;
      }
      case PRELU -> {
        checks.floats(field + ".values", message.getPrelu().getValuesList(), input.channels());
        yield input;
      }
      case SHIFT -> {
        checks.floats(field + ".values", message.getShift().getValuesList(), input.channels());
        yield input;
      }
      case HARD_TANH, RELU -> input;
      case MAX_POOLING -> rules.pooled(field, message.getMaxPooling(), input);
      case AVERAGE_POOLING ->
          rules.shape(field, input.height() / 2, input.width() / 2, input.channels());
      case GLOBAL_AVERAGE -> Shape.features(input.channels());
      case CHANNEL_PADDING -> {
        ChannelPaddingMessage padding = message.getChannelPadding();
        checks.range(field + ".before", padding.getBefore(), 0, Short.MAX_VALUE);
        checks.range(field + ".after", padding.getAfter(), 0, Short.MAX_VALUE);
        yield rules.shape(
            field,
            input.height(),
            input.width(),
            (long) padding.getBefore() + input.channels() + padding.getAfter());
      }
      case FLATTEN -> Shape.features(input.size());
      case LINEAR -> linear(field, message.getLinear(), input);
      case KIND_NOT_SET ->
          throw new IOException(
              "%s: %s: no kind of operation that this program knows".formatted(file, field));
    };
  }

  private Shape binary(String field, BinaryConvolutionMessage message, Shape input)
      throws IOException {
    Shape output = rules.convolved(field, message.getGeometry(), input);
    long weights = weights(message.getGeometry(), input.channels());
    ByteString signs = message.getSigns();
    checks.count(field + ".signs", signs.size(), (weights + 7) / 8);
    if (weights % 8 != 0) {
      int unused = (signs.byteAt(signs.size() - 1) & 0xff) >>> (weights % 8);
      checks.require(unused == 0, field + ".signs", "bits beyond the last weight", "none");
    }
    long before = -1;
    for (int number : message.getZerosList()) {
      long zero = Integer.toUnsignedLong(number);
      checks.require(
          zero > before && zero < weights,
          field + ".zeros",
          zero,
          "ascending numbers below " + weights);
      boolean positive = (signs.byteAt((int) (zero / 8)) >>> (zero % 8) & 1) != 0;
      checks.require(!positive, field + ".zeros", zero + " with a bit of 1", "a bit of 0");
      before = zero;
    }
    return output;
  }

  private Shape normalized(String field, NormalizationMessage message, Shape input)
      throws IOException {
    if (message.getMeanCount() > 0 || message.getInverseDeviationCount() > 0) {
      checks.floats(field + ".mean", message.getMeanList(), input.channels());
      checks.floats(
          field + ".inverse_deviation", message.getInverseDeviationList(), input.channels());
    }
    checks.floats(field + ".gain", message.getGainList(), input.channels());
    checks.floats(field + ".offset", message.getOffsetList(), input.channels());
    return input;
  }

  private Shape linear(String field, LinearMessage message, Shape input) throws IOException {
    checks.require(input.pixels() == 1, field, "an input of " + input, "features");
    checks.require(message.getBiasCount() > 0, field + ".bias", 0, "at least 1 unit");
    checks.floats(field + ".bias", message.getBiasList(), message.getBiasCount());
    checks.floats(
        field + ".weights",
        message.getWeightsList(),
        (long) message.getBiasCount() * input.channels());
    return rules.shape(field, 1, 1, message.getBiasCount());
  }

  private static long weights(GeometryMessage geometry, int channels) {
    return (long) geometry.getFilters() * geometry.getKernel() * geometry.getKernel() * channels;
  }
}
