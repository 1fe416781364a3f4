package org.recu.golden;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights and pixels by formula, so that a golden file need not carry them.
 *
 * <p>Element j (flat, row-major) of tensor t (counted from 0 in the state dict's order, without tau
 * and num_batches_tracked) comes from {@code f = sin(0.7 t + 0.37 (j + 1))} in double precision:
 *
 * <ul>
 *   <li>running_var: {@code 1 + 0.5 f}
 *   <li>alpha: {@code 0.5 + 0.25 f}
 *   <li>a weight with one axis (batch norm, PReLU): {@code 0.6 + 0.2 f}
 *   <li>everything else: {@code 0.1 f}
 * </ul>
 */
public final class GoldenFill {

  private GoldenFill() {}

  /** Every tensor of the state dict but the bookkeeping, in order, by name. */
  public static Map<String, GoldenTensor> weights(List<GoldenNetwork.Entry> stateDict) {
    Map<String, GoldenTensor> weights = new LinkedHashMap<>();
    for (GoldenNetwork.Entry entry : stateDict) {
      if (!entry.isBookkeeping()) {
        weights.put(entry.name(), fill(weights.size(), entry.name(), entry.shape()));
      }
    }
    return weights;
  }

  /**
   * One tensor of a state dict.
   *
   * @param t how many filled tensors stand before it
   * @param name by whose ending the formula is chosen
   * @param shape PyTorch's
   */
  public static GoldenTensor fill(int t, String name, List<Integer> shape) {
    float[] values = new float[GoldenTensor.size(shape)];
    for (int j = 0; j < values.length; j++) {
      double f = Math.sin(0.7 * t + 0.37 * (j + 1));
      if (name.endsWith("running_var")) {
        f = 1 + 0.5 * f;
      } else if (name.endsWith("alpha")) {
        f = 0.5 + 0.25 * f;
      } else if (name.endsWith("weight") && shape.size() == 1) {
        f = 0.6 + 0.2 * f;
      } else {
        f = 0.1 * f;
      }
      values[j] = (float) f;
    }
    return new GoldenTensor(shape, values);
  }

  /** Normalised pixels: element j is {@code 1.5 cos(0.11 j) + cos(0.013 j)}, row-major NCHW. */
  public static GoldenTensor pixels(List<Integer> shape) {
    float[] values = new float[GoldenTensor.size(shape)];
    for (int j = 0; j < values.length; j++) {
      values[j] = (float) (1.5 * Math.cos(0.11 * j) + Math.cos(0.013 * j));
    }
    return new GoldenTensor(shape, values);
  }
}
