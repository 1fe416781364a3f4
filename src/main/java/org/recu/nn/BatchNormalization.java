package org.recu.nn;

import java.util.List;
import java.util.Optional;

/**
 * Batch normalisation over all but the last axis, as {@code torch.nn.BatchNorm1d} and {@code 2d}:
 *
 * <pre>
 *   y = weight (x - mean) / sqrt(variance + 1e-5) + bias
 * </pre>
 *
 * <p>Training takes mean and variance of the batch, and moves each running statistic by a tenth
 * towards them, the variance towards the one that divides by {@code n - 1}. Evaluation takes the
 * running statistics.
 *
 * @param name the module's PyTorch name
 * @param weight (channels)
 * @param bias (channels)
 * @param mean (channels), running
 * @param variance (channels), running
 * @param output (height, width, channels) or (features)
 */
public record BatchNormalization(
    String name,
    Parameter weight,
    Parameter bias,
    Parameter mean,
    Parameter variance,
    TensorShape output)
    implements Layer {

  /** Added to the variance. */
  public static final float EPSILON = 1e-5f;

  /** The share of a batch's statistic in the running one. */
  public static final float MOMENTUM = 0.1f;

  /**
   * Declares a batch normalisation.
   *
   * @param weightStart how its weight is initialised
   * @param output as the input
   */
  static BatchNormalization of(String name, Initial weightStart, TensorShape output) {
    TensorShape channels = TensorShape.of(output.last());
    return new BatchNormalization(
        name,
        new Parameter(name + ".weight", ParameterKind.VECTOR, channels, weightStart),
        new Parameter(name + ".bias", ParameterKind.VECTOR, channels, Initial.constant(0)),
        statistic(name + ".running_mean", channels, 0),
        statistic(name + ".running_var", channels, 1),
        output);
  }

  private static Parameter statistic(String name, TensorShape channels, double start) {
    return new Parameter(name, ParameterKind.RUNNING_STATISTIC, channels, Initial.constant(start));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias, mean, variance);
  }

  @Override
  public Optional<LayerCost> cost() {
    return Optional.of(
        LayerCost.ofParameters(name, "batch normalisation", output, 2 * output.last()));
  }

  @Override
  public <V> V lower(Lowering<V> lowering, List<V> inputs) {
    return lowering.batchNormalization(this, inputs.get(0));
  }
}
