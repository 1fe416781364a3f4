package org.recu.packed;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.recu.packed.proto.NormalizationMessage;
import org.recu.packed.proto.OperationMessage.KindCase;

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
    Thresholds thresholds = new Thresholds(new int[channels], new int[channels], new int[channels]);
    for (int channel = 0; channel < channels; channel++) {
      int number = channel;
      IntToDoubleFunction value = sum -> value(chain, number, sum);
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

  private static float value(List<Node> chain, int channel, float sum) {
    float value = sum;
    for (Node node : chain) {
      value =
          switch (node.kind()) {
            case NORMALIZATION -> normalized(node.message().getNormalization(), channel, value);
            case SHIFT -> value + node.message().getShift().getValues(channel);
            case PRELU -> value > 0 ? value : value * node.message().getPrelu().getValues(channel);
            // A clamp does not change the sign.
            case HARD_TANH -> Math.max(-1, Math.min(1, value));
            default -> throw new IllegalStateException(node.field());
          };
    }
    return value;
  }

  private static float normalized(NormalizationMessage message, int channel, float value) {
    return message.getMeanCount() == 0
        ? value * message.getGain(channel) + message.getOffset(channel)
        : Math.fma(
            (value - message.getMean(channel)) * message.getInverseDeviation(channel),
            message.getGain(channel),
            message.getOffset(channel));
  }

  /** Whether an operation keeps the order of numbers in every channel, or turns it round. */
  static boolean keepOrder(Node node) {
    return node.kind() == KindCase.NORMALIZATION
        || node.kind() == KindCase.SHIFT
        || node.kind() == KindCase.HARD_TANH
        || (node.kind() == KindCase.PRELU
            && node.message().getPrelu().getValuesList().stream().allMatch(slope -> slope >= 0));
  }
}
