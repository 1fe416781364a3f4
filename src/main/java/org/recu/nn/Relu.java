package org.recu.nn;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** {@code max(0, x)}, as {@code torch.nn.ReLU}: no gradient at 0. */
public final class Relu {

  private Relu() {}

  /**
   * The rectifier.
   *
   * @param tower what it is added to
   * @param input any shape, float32
   */
  public static Operand<TFloat32> apply(Tower tower, Operand<TFloat32> input) {
    return tower.ops("relu").nn.relu(input);
  }
}
