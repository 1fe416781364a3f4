package org.recu.nn;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A fully connected layer with bias, as {@code torch.nn.Linear}. */
public final class Linear {

  private Linear() {}

  /**
   * Adds a linear layer with {@code name.weight} and {@code name.bias} that start as PyTorch's:
   * uniform within 1/sqrt(in).
   *
   * @param tower what it is added to
   * @param name the module's PyTorch name
   * @param input (batch, in), float32
   * @param units out features
   * @return (batch, units)
   */
  public static Operand<TFloat32> apply(
      Tower tower, String name, Operand<TFloat32> input, int units) {
    // The bias starts as the weight does, within a reach of the weight's inputs.
    double reach = 1 / Math.sqrt((double) input.shape().get(1));
    return apply(tower, name, input, units, Initial.uniformFanIn(), Initial.uniform(-reach, reach));
  }

  /**
   * Adds a linear layer with starting values of its own.
   *
   * @param tower what it is added to
   * @param name the module's PyTorch name
   * @param input (batch, in), float32
   * @param units out features
   * @param weightStart where the weight starts
   * @param biasStart where the bias starts
   * @return (batch, units)
   */
  public static Operand<TFloat32> apply(
      Tower tower,
      String name,
      Operand<TFloat32> input,
      int units,
      Initial weightStart,
      Initial biasStart) {
    Ops tf = tower.ops(name);
    long features = input.shape().get(1);
    Parameter weight =
        new Parameter(
            name + ".weight", ParameterKind.LINEAR_WEIGHT, Shape.of(features, units), weightStart);
    Parameter bias =
        new Parameter(name + ".bias", ParameterKind.VECTOR, Shape.of(units), biasStart);
    Parameters parameters = tower.parameters();
    Operand<TFloat32> output =
        tf.math.add(
            tf.linalg.matMul(input, parameters.value(tf, weight)), parameters.value(tf, bias));
    tower.record(
        new Layer(
            name,
            "linear",
            Shape.of(units),
            0,
            weight.shape().size() + units,
            0,
            features * units));
    return output;
  }
}
