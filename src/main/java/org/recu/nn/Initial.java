package org.recu.nn;

import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.Constant;
import org.tensorflow.framework.initializers.RandomNormal;
import org.tensorflow.framework.initializers.RandomUniform;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The distribution a parameter starts from.
 *
 * <p>The framework's {@code He} and its relatives count a convolution's input channels twice in the
 * fan, so the standard deviation is always given as a number.
 */
@FunctionalInterface
public interface Initial {

  /**
   * Starting values, a function of shape and seed alone.
   *
   * @param tf where the ops go
   * @param shape fully known
   * @param seed of the random numbers
   */
  Operand<TFloat32> draw(Ops tf, Shape shape, long seed);

  /** Normal with mean 0. */
  static Initial normal(double standardDeviation) {
    return (tf, shape, seed) ->
        new RandomNormal<TFloat32>(0, standardDeviation, seed)
            .call(tf, tf.constant(shape), TFloat32.class);
  }

  /** Uniform in [low, high). */
  static Initial uniform(double low, double high) {
    return (tf, shape, seed) ->
        new RandomUniform<TFloat32>(low, high, seed).call(tf, tf.constant(shape), TFloat32.class);
  }

  /**
   * He's normal distribution over the fan in, {@code torch.nn.init.kaiming_normal_}: standard
   * deviation sqrt(2 / n) for n inputs to each output.
   */
  static Initial kaimingNormal() {
    return (tf, shape, seed) -> normal(Math.sqrt(2.0 / fanIn(shape))).draw(tf, shape, seed);
  }

  /**
   * The same over the fan out: standard deviation sqrt(2 / (kernel height * kernel width * out)).
   * Shape: (kernel height, kernel width, in, out).
   */
  static Initial kaimingNormalFanOut() {
    return (tf, shape, seed) -> {
      double fanOut = (double) shape.get(0) * shape.get(1) * shape.get(3);
      return normal(Math.sqrt(2 / fanOut)).draw(tf, shape, seed);
    };
  }

  /** Where PyTorch's convolutions start: uniform within 1/sqrt(n) for n inputs to each output. */
  static Initial uniformFanIn() {
    return (tf, shape, seed) -> {
      double reach = 1 / Math.sqrt((double) fanIn(shape));
      return uniform(-reach, reach).draw(tf, shape, seed);
    };
  }

  /** The same number everywhere. */
  static Initial constant(double value) {
    return (tf, shape, seed) ->
        new Constant<TFloat32>(value).call(tf, tf.constant(shape), TFloat32.class);
  }

  /** Numbers that enter one output: all axes but the last. */
  private static long fanIn(Shape shape) {
    return shape.size() / shape.get(shape.numDimensions() - 1);
  }
}
