package org.recu.nn;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Adds a learned number to each channel, so that the network chooses where the sign or the bend
 * that follows lies (Liu et al., ReActNet, ECCV 2020).
 */
public final class Shift {

  private Shift() {}

  /**
   * Adds a shift with {@code name.bias}, which starts at 0.
   *
   * @param tower what it is added to
   * @param name the module's PyTorch name
   * @param input (batch, height, width, channels), float32
   * @return shaped as the input
   */
  public static Operand<TFloat32> apply(Tower tower, String name, Operand<TFloat32> input) {
    Ops tf = tower.ops(name);
    long channels = input.shape().get(3);
    Parameter bias =
        new Parameter(name + ".bias", ParameterKind.SHIFT, Shape.of(channels), Initial.constant(0));
    tower.record(new Layer(name, "shift", input.shape().tail(), 0, channels, 0, 0));
    return tf.nn.biasAdd(input, tower.parameters().value(tf, bias));
  }
}
