package org.recu.packed;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import org.recu.packed.proto.BinaryConvolutionMessage;
import org.recu.packed.proto.ChannelPaddingMessage;
import org.recu.packed.proto.GeometryMessage;
import org.recu.packed.proto.LinearMessage;
import org.recu.packed.proto.NormalizationMessage;
import org.recu.packed.proto.OperationMessage;

/**
 * Checks each operation's numbers against the shapes of what it takes. Belongs to the reader of one
 * file.
 */
final class OperationRules {

  private final String file;
  private final FieldChecks checks;
  private final ShapeRules rules;

  /**
   * The rules for a file.
   *
   * @param file its name, for messages
   */
  OperationRules(String file, FieldChecks checks, ShapeRules rules) {
    this.file = file;
    this.checks = checks;
    this.rules = rules;
  }

  /**
   * Checks an operation.
   *
   * @param field its name in the file
   * @param inputs shapes of what it takes
   * @throws IOException if its numbers are out of range or do not fit the shapes; the message names
   *     file and field
   */
  Shape output(String field, OperationMessage message, List<Shape> inputs) throws IOException {
    Shape input = inputs.get(0);
    return switch (message.getKindCase()) {
      case CONVOLUTION -> {
        GeometryMessage geometry = message.getConvolution().getGeometry();
        Shape output = rules.convolved(field, geometry, input);
        checks.floats(
            field + ".weights",
            message.getConvolution().getWeights(),
            weights(geometry, input.channels()));
        yield output;
      }
      case BINARY_CONVOLUTION -> binary(field, message.getBinaryConvolution(), input);
      case NORMALIZATION -> normalized(field, message.getNormalization(), input);
      case SUM -> {
        Shape other = inputs.get(1);
        if (!other.isSame(input)) {
          checks.require(false, field + ".inputs", input + " and " + other, "equal shapes");
        }
        yield input;
      }
      case PRELU -> {
        checks.floats(field + ".values", message.getPrelu().getValues(), input.channels());
        yield input;
      }
      case SHIFT -> {
        checks.floats(field + ".values", message.getShift().getValues(), input.channels());
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
      if (zero <= before || zero >= weights) {
        checks.require(false, field + ".zeros", zero, "ascending numbers below " + weights);
      }
      if ((signs.byteAt((int) (zero / 8)) >>> (zero % 8) & 1) != 0) {
        checks.require(false, field + ".zeros", zero + " with a bit of 1", "a bit of 0");
      }
      before = zero;
    }
    return output;
  }

  private Shape normalized(String field, NormalizationMessage message, Shape input)
      throws IOException {
    if (!message.getMean().isEmpty() || !message.getInverseDeviation().isEmpty()) {
      checks.floats(field + ".mean", message.getMean(), input.channels());
      checks.floats(field + ".inverse_deviation", message.getInverseDeviation(), input.channels());
    }
    checks.floats(field + ".gain", message.getGain(), input.channels());
    checks.floats(field + ".offset", message.getOffset(), input.channels());
    return input;
  }

  private Shape linear(String field, LinearMessage message, Shape input) throws IOException {
    if (input.pixels() != 1) {
      checks.require(false, field, "an input of " + input, "features");
    }
    int units = Floats.count(message.getBias());
    checks.require(units > 0, field + ".bias", 0, "at least 1 unit");
    checks.floats(field + ".bias", message.getBias(), units);
    checks.floats(field + ".weights", message.getWeights(), (long) units * input.channels());
    return rules.shape(field, 1, 1, units);
  }

  private static long weights(GeometryMessage geometry, int channels) {
    return (long) geometry.getFilters() * geometry.getKernel() * geometry.getKernel() * channels;
  }
}
