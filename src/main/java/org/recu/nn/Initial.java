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

  /** The same number everywhere. */
  static Initial constant(double value) {
    return (tf, shape, seed) ->
        new Constant<TFloat32>(value).call(tf, tf.constant(shape), TFloat32.class);
  }
}
