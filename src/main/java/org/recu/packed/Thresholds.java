package org.recu.packed;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.recu.packed.proto.NormalizationMessage;

/**
 * The sign that a channel's sum has after a batch normalisation and whatever else keeps the order
 * of numbers, without computing these: {@code s} is the sum, or its opposite where the order is
 * turned round; the sign is positive from one number on and negative up to another.
 */
final class Thresholds {

  private final int[] turned;
  private final int[] positive;
  private final int[] negative;

  /**
   * Takes its parts.
   *
   * @param turned -1 where {@code s} is the opposite of the sum, else 0
   * @param positive the least {@code s} with a positive sign
   * @param negative the greatest {@code s} with a negative sign
   */
  Thresholds(int[] turned, int[] positive, int[] negative) {
    this.turned = turned;
    this.positive = positive;
    this.negative = negative;
  }

  int[] turned() {
    return turned;
  }

  int[] positive() {
    return positive;
  }

  int[] negative() {
    return negative;
  }

  /**
   * Finds the thresholds, by the operations' own float32 arithmetic.
   *
   * @param chain operations that each keep or turn round the order of numbers
   * @param greatest magnitude of a sum
   */
  static Thresholds of(List<Node> chain, int channels, int greatest) {
    List<ChannelFunction> functions = chain.stream().map(Thresholds::function).toList();
    Thresholds thresholds = new Thresholds(new int[channels], new int[channels], new int[channels]);
    for (int channel = 0; channel < channels; channel++) {
      int number = channel;
      IntToDoubleFunction value = sum -> value(functions, number, sum);
      int turned = value.applyAsDouble(greatest) < value.applyAsDouble(-greatest) ? -1 : 0;
      IntToDoubleFunction rising = s -> value.applyAsDouble((s ^ turned) - turned);
      thresholds.turned[channel] = turned;
      thresholds.positive[channel] = first(rising, greatest, 0);
      thresholds.negative[channel] = first(rising, greatest, -Double.MIN_VALUE) - 1;
    }
    return thresholds;
  }

  /** The least number whose value is greater than a bound. */
  private static int first(IntToDoubleFunction rising, int greatest, double bound) {
    int low = -greatest;
    int high = greatest + 1;
    while (low < high) {
      int middle = Math.floorDiv(low + high, 2);
      if (rising.applyAsDouble(middle) > bound) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static float value(List<ChannelFunction> chain, int channel, float sum) {
    float value = sum;
    for (ChannelFunction function : chain) {
      value = function.of(channel, value);
    }
    return value;
  }

  /** What an operation makes of a channel's number. */
  private interface ChannelFunction {
    float of(int channel, float value);
  }

  private static ChannelFunction function(Node node) {
    return switch (node.kind()) {
      case NORMALIZATION -> normalization(node.message().getNormalization());
      case SHIFT -> {
        float[] bias = Floats.of(node.message().getShift().getValues());
        yield (channel, value) -> value + bias[channel];
      }
      case PRELU -> {
        float[] slope = Floats.of(node.message().getPrelu().getValues());
        yield (channel, value) -> value > 0 ? value : value * slope[channel];
      }
      // A clamp does not change the sign.
      case HARD_TANH -> (channel, value) -> Math.max(-1, Math.min(1, value));
      default -> throw new IllegalStateException(node.field());
    };
  }

  private static ChannelFunction normalization(NormalizationMessage message) {
    float[] gain = Floats.of(message.getGain());
    float[] offset = Floats.of(message.getOffset());
    if (message.getMean().isEmpty()) {
      return (channel, value) -> value * gain[channel] + offset[channel];
    }
    float[] mean = Floats.of(message.getMean());
    float[] inverse = Floats.of(message.getInverseDeviation());
    return (channel, value) ->
        Math.fma((value - mean[channel]) * inverse[channel], gain[channel], offset[channel]);
  }

  /** Whether operations keep the order of numbers in every channel, or turn it round. */
  static boolean keepOrder(List<Node> chain) {
    for (Node node : chain) {
      if (!keepsOrder(node)) {
        return false;
      }
    }
    return true;
  }

  private static boolean keepsOrder(Node node) {
    return switch (node.kind()) {
      case NORMALIZATION, SHIFT, HARD_TANH -> true;
      case PRELU -> isRising(Floats.of(node.message().getPrelu().getValues()));
      default -> false;
    };
  }

  private static boolean isRising(float[] slopes) {
    for (float slope : slopes) {
      if (slope < 0) {
        return false;
      }
    }
    return true;
  }
}
