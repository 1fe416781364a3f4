package org.recu.golden;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;

/**
 * Losses over a few optimizer steps on one batch, the weights and pixels by {@link GoldenFill}.
 *
 * @param family {@code cifar}, {@code imagenet} or {@code two_stage}
 * @param model name of the network
 * @param optimizer {@code sgd} or {@code adam}
 * @param learningRate of every step
 * @param momentum of SGD
 * @param weightDecay as in {@code g + decay * p}
 * @param batch images of the batch
 * @param tau of every binary convolution
 * @param losses before each update, computed in float32
 * @param evalLogitMeanAbs mean of the absolute logits in evaluation mode after the last update
 * @param losses64 the same in float64
 * @param evalLogitMeanAbs64 the same in float64
 */
public record GoldenSteps(
    String family,
    String model,
    String optimizer,
    @JsonProperty("lr") double learningRate,
    double momentum,
    double weightDecay,
    int batch,
    double tau,
    List<Double> losses,
    double evalLogitMeanAbs,
    @JsonProperty("losses_float64") List<Double> losses64,
    @JsonProperty("eval_logit_mean_abs_float64") double evalLogitMeanAbs64) {

  /** How near a loss must come, relative to it. */
  public static final double TOLERANCE = 1e-3;

  /** Every case of the golden file for ReCU. */
  public static List<GoldenSteps> all() {
    return GoldenFile.json("steps.json", new TypeReference<>() {});
  }

  /** Every case of the golden file for ReCU without its clamp. */
  public static List<GoldenSteps> ofPlainSign() {
    return GoldenFile.json("plain_sign_steps.json", new TypeReference<>() {});
  }

  /**
   * How many of the first losses can be held to {@link #TOLERANCE}. Sign functions make training
   * chaotic: beyond the step at which float32 and float64 part, no program can be held to either.
   */
  public int comparable() {
    for (int step = 0; step < losses.size(); step++) {
      double difference = Math.abs(losses.get(step) - losses64.get(step));
      if (difference > TOLERANCE * Math.abs(losses64.get(step))) {
        return step;
      }
    }
    return losses.size();
  }

  @Override
  public String toString() {
    return family + " " + model + " " + optimizer;
  }
}
