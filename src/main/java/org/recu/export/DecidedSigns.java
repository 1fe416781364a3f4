package org.recu.export;

import java.util.LinkedHashMap;
import java.util.Map;
import org.recu.graph.FrozenValues;
import org.recu.lowering.DerivedNames;
import org.recu.nn.Architecture;
import org.recu.nn.BinaryConvolution;
import org.recu.nn.TensorShape;
import org.recu.pytorch.TorchTensor;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * Latent weights whose signs do not depend on who rounds.
 *
 * <p>A binary weight is {@code sign(w - mean(w))} over its filter. Where the difference is less
 * than what rounding makes of the mean, another order of summation can give another sign, and one
 * sign of an early layer moves the logits of a trained network by several units. Such a weight is
 * put on the side of the mean where this program's evaluation sees it, two millionths of the
 * filter's root mean square away from it. All other weights stay as they are, and so do those that
 * evaluate as 0.
 *
 * @param stateDict the weights
 * @param moved number of weights that were moved
 */
record DecidedSigns(Map<String, TorchTensor> stateDict, int moved) {

  /** Least distance from the mean by the root mean square: 16 times what float32 rounds by. */
  private static final double MARGIN = 0x1p-20;

  /** What rounding can make of a difference, and the moves of other weights, in margins. */
  private static final double FARTHEST = -64;

  /** Moving weights moves their mean, so that others may come near it. */
  private static final int MOST_PASSES = 8;

  /**
   * Decides the signs of all binary layers.
   *
   * @param stateDict in PyTorch's layouts
   * @param architecture of the network
   * @param values of the same network, as its evaluation has them
   */
  static DecidedSigns of(
      Map<String, TorchTensor> stateDict, Architecture architecture, FrozenValues values) {
    Map<String, TorchTensor> decided = new LinkedHashMap<>(stateDict);
    int moved = 0;
    for (BinaryConvolution layer : architecture.binaryConvolutions()) {
      String name = layer.latentWeight().name();
      TorchTensor tensor = stateDict.get(name);
      float[] weight = tensor.floats();
      int ofLayer = decide(weight, signs(layer, values), layer.form().filters());
      if (ofLayer > 0) {
        decided.put(name, TorchTensor.of(weight, tensor.shape()));
        moved += ofLayer;
      }
    }
    return new DecidedSigns(decided, moved);
  }

  /**
   * Moves the weights of a layer whose signs rounding would decide.
   *
   * @param weight (filters, ...), changed in place
   * @param signs of the weights: -1, 0 or +1; those of 0 are not moved
   * @return how many were moved
   * @throws IllegalArgumentException if a weight is further on the wrong side of the mean than
   *     rounding takes it: the signs are not those of the weights
   */
  static int decide(float[] weight, byte[] signs, int filters) {
    int size = weight.length / filters;
    int moved = 0;
    for (int start = 0; start < weight.length; start += size) {
      moved += decideFilter(weight, signs, start, size);
    }
    return moved;
  }

  private static int decideFilter(float[] weight, byte[] signs, int start, int size) {
    boolean[] moved = new boolean[size];
    int count = 0;
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      double sum = 0;
      double squares = 0;
      for (int i = start; i < start + size; i++) {
        sum += weight[i];
        squares += (double) weight[i] * weight[i];
      }
      double mean = sum / size;
      double margin = MARGIN * Math.sqrt(squares / size);
      boolean whole = true;
      for (int i = 0; i < size; i++) {
        int sign = signs[start + i];
        double distance = sign * (weight[start + i] - mean);
        if (sign != 0 && distance < margin) {
          if (distance < FARTHEST * margin && !moved[i]) {
            throw new IllegalArgumentException(
                "weight %d is %s from the mean of its filter, but its sign is %d"
                    .formatted(start + i, weight[start + i] - mean, sign));
          }
          weight[start + i] = (float) (mean + sign * 2 * margin);
          count += moved[i] ? 0 : 1;
          moved[i] = true;
          whole = false;
        }
      }
      if (whole) {
        break;
      }
    }
    return count;
  }

  /** The signs of the latent weights in PyTorch's layout: (filters, in, kernel, kernel). */
  private static byte[] signs(BinaryConvolution layer, FrozenValues values) {
    TensorShape shape = layer.latentWeight().shape();
    FloatNdArray directed = values.get(DerivedNames.signs(layer));
    FloatNdArray alpha = values.get(layer.alpha().name());
    byte[] signs = new byte[Math.toIntExact(shape.size())];
    int next = 0;
    for (long filter = 0; filter < shape.get(3); filter++) {
      float direction = alpha.getFloat(filter) < 0 ? -1 : 1;
      for (long channel = 0; channel < shape.get(2); channel++) {
        for (long row = 0; row < shape.get(0); row++) {
          for (long column = 0; column < shape.get(1); column++) {
            signs[next++] = (byte) (direction * directed.getFloat(row, column, channel, filter));
          }
        }
      }
    }
    return signs;
  }
}
