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
import org.recu.packed.proto.MaxPoolingMessage;
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

  /** The greatest kernel, stride and window, in pixels. */
  private static final int GREATEST_KERNEL = 255;

  /** The most operations; the largest network here has some 200. */
  private static final int MOST_OPERATIONS = 10_000;

  private static final int COLOURS = 3;

  private final String file;
  private final NetworkMessage network;
  private final List<Shape> shapes = new ArrayList<>();

  /** Numbers of all values together. */
  private long total;

  private NetworkReader(String file, NetworkMessage network) {
    this.file = file;
    this.network = network;
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
    range("image.size", size, 1, GREATEST_IMAGE);
    range("image.short_side", image.getShortSide(), size, GREATEST_IMAGE);
    count("image.mean", image.getMeanCount(), COLOURS);
    count("image.standard_deviation", image.getStandardDeviationCount(), COLOURS);
    for (int i = 0; i < COLOURS; i++) {
      require(Double.isFinite(image.getMean(i)), "image.mean", image.getMean(i), "a finite number");
      double deviation = image.getStandardDeviation(i);
      require(
          Double.isFinite(deviation) && (float) (255 * deviation) > 0,
          "image.standard_deviation",
          deviation,
          "a number above 0");
    }
    range("operations", network.getOperationsCount(), 0, MOST_OPERATIONS);
    shapes.add(shape("image", size, size, COLOURS));
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < network.getOperationsCount(); i++) {
      nodes.add(node(i, network.getOperations(i)));
    }
    require(!nodes.isEmpty(), "operations", 0, "at least one");
    Shape last = shapes.get(nodes.size());
    require(last.pixels() == 1, nodes.get(nodes.size() - 1).field(), last, "one logit a class");
    int names = network.getClassNamesCount();
    require(names == 0 || names == last.channels(), "class_names", names, last.channels());
    return nodes;
  }

  private Node node(int index, OperationMessage message) throws IOException {
    String field = Node.field(index, message);
    int wanted = message.getKindCase() == SUM ? 2 : 1;
    List<Integer> inputs =
        message.getInputsCount() == 0 && wanted == 1 ? List.of(index) : message.getInputsList();
    String inputsField = Node.operation(index) + ".inputs";
    count(inputsField, inputs.size(), wanted);
    for (int input : inputs) {
      range(inputsField, input, 0, index);
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
        Shape output = convolved(field, geometry, input);
        floats(
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
          require(false, field + ".inputs", input + " and " + other, "equal shapes");
        }
        yield input;
      }
      case PRELU -> {
        floats(field + ".values", message.getPrelu().getValuesList(), input.channels());
        yield input;
      }
      case SHIFT -> {
        floats(field + ".values", message.getShift().getValuesList(), input.channels());
        yield input;
      }
      case HARD_TANH, RELU -> input;
      case MAX_POOLING -> pooled(field, message.getMaxPooling(), input);
      case AVERAGE_POOLING -> shape(field, input.height() / 2, input.width() / 2, input.channels());
      case GLOBAL_AVERAGE -> Shape.features(input.channels());
      case CHANNEL_PADDING -> {
        ChannelPaddingMessage padding = message.getChannelPadding();
        range(field + ".before", padding.getBefore(), 0, Short.MAX_VALUE);
        range(field + ".after", padding.getAfter(), 0, Short.MAX_VALUE);
        yield shape(
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
    Shape output = convolved(field, message.getGeometry(), input);
    long weights = weights(message.getGeometry(), input.channels());
    ByteString signs = message.getSigns();
    count(field + ".signs", signs.size(), (weights + 7) / 8);
    if (weights % 8 != 0) {
      int unused = (signs.byteAt(signs.size() - 1) & 0xff) >>> (weights % 8);
      require(unused == 0, field + ".signs", "bits beyond the last weight", "none");
    }
    long before = -1;
    for (int number : message.getZerosList()) {
      long zero = Integer.toUnsignedLong(number);
      require(
          zero > before && zero < weights,
          field + ".zeros",
          zero,
          "ascending numbers below " + weights);
      boolean positive = (signs.byteAt((int) (zero / 8)) >>> (zero % 8) & 1) != 0;
      require(!positive, field + ".zeros", zero + " with a bit of 1", "a bit of 0");
      before = zero;
    }
    return output;
  }

  private Shape normalized(String field, NormalizationMessage message, Shape input)
      throws IOException {
    if (message.getMeanCount() > 0 || message.getInverseDeviationCount() > 0) {
      floats(field + ".mean", message.getMeanList(), input.channels());
      floats(field + ".inverse_deviation", message.getInverseDeviationList(), input.channels());
    }
    floats(field + ".gain", message.getGainList(), input.channels());
    floats(field + ".offset", message.getOffsetList(), input.channels());
    return input;
  }

  private Shape pooled(String field, MaxPoolingMessage message, Shape input) throws IOException {
    range(field + ".window", message.getWindow(), 1, GREATEST_KERNEL);
    range(field + ".stride", message.getStride(), 1, GREATEST_KERNEL);
    range(field + ".padding", message.getPadding(), 0, message.getWindow() - 1);
    return window(
        field,
        input,
        new Geometry(
            input.channels(), message.getWindow(), message.getStride(), message.getPadding()));
  }

  private Shape linear(String field, LinearMessage message, Shape input) throws IOException {
    require(input.pixels() == 1, field, "an input of " + input, "features");
    require(message.getBiasCount() > 0, field + ".bias", 0, "at least 1 unit");
    floats(field + ".bias", message.getBiasList(), message.getBiasCount());
    floats(
        field + ".weights",
        message.getWeightsList(),
        (long) message.getBiasCount() * input.channels());
    return shape(field, 1, 1, message.getBiasCount());
  }

  private Shape convolved(String field, GeometryMessage message, Shape input) throws IOException {
    range(field + ".geometry.filters", message.getFilters(), 1, Short.MAX_VALUE);
    range(field + ".geometry.kernel", message.getKernel(), 1, GREATEST_KERNEL);
    range(field + ".geometry.stride", message.getStride(), 1, GREATEST_KERNEL);
    range(field + ".geometry.padding", message.getPadding(), 0, message.getKernel() - 1);
    // The input is kept with its padding, which is counted beside it.
    shape(
        field + ".geometry.padding",
        input.height() + 2L * message.getPadding(),
        input.width() + 2L * message.getPadding(),
        input.channels());
    total -= input.size();
    return window(field, input, Geometry.of(message));
  }

  private static long weights(GeometryMessage geometry, int channels) {
    return (long) geometry.getFilters() * geometry.getKernel() * geometry.getKernel() * channels;
  }

  /** The shape that a window which moves over an image leaves. */
  private Shape window(String field, Shape input, Geometry form) throws IOException {
    return shape(
        field,
        Math.floorDiv(input.height() + 2 * form.padding() - form.kernel(), form.stride()) + 1,
        Math.floorDiv(input.width() + 2 * form.padding() - form.kernel(), form.stride()) + 1,
        form.filters());
  }

  /** A shape that is not empty, and whose numbers fit the Java heap together with the others'. */
  private Shape shape(String field, long height, long width, long channels) throws IOException {
    if (height < 1 || width < 1) {
      throw new IOException(
          "%s: %s: its input is too small: the output would have %d x %d pixels"
              .formatted(file, field, height, width));
    }
    total += height * width * channels;
    long available = Runtime.getRuntime().maxMemory() / Float.BYTES / 2;
    if (height * width * channels > Integer.MAX_VALUE / 8 || total > available) {
      throw new IOException(
          "%s: %s: values of %dx%dx%d do not fit the Java heap of %d MB"
              .formatted(
                  file,
                  field,
                  height,
                  width,
                  channels,
                  Runtime.getRuntime().maxMemory() / (1 << 20)));
    }
    return new Shape((int) height, (int) width, (int) channels);
  }

  private void floats(String field, List<Float> values, long expected) throws IOException {
    count(field, values.size(), expected);
    for (int i = 0; i < values.size(); i++) {
      float value = values.get(i);
      if (!Float.isFinite(value)) {
        throw new IOException(
            "%s: %s: number %d is %s, expected a finite one".formatted(file, field, i, value));
      }
    }
  }

  private void count(String field, long found, long expected) throws IOException {
    if (found != expected) {
      throw new IOException(
          "%s: %s: found %d, expected %d".formatted(file, field, found, expected));
    }
  }

  private void range(String field, int found, int least, int greatest) throws IOException {
    if (found < least || found > greatest) {
      throw new IOException(
          "%s: %s: found %s, expected %d to %d"
              .formatted(file, field, Integer.toUnsignedString(found), least, greatest));
    }
  }

  private void require(boolean holds, String field, Object found, Object expected)
      throws IOException {
    if (!holds) {
      throw new IOException(
          "%s: %s: found %s, expected %s".formatted(file, field, found, expected));
    }
  }
}
