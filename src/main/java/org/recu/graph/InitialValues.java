package org.recu.graph;

import org.recu.nn.Distribution;
import org.recu.nn.Parameter;
import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.Constant;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.initializers.RandomNormal;
import org.tensorflow.framework.initializers.RandomUniform;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Draws the initial values of parameters.
 *
 * <p>The framework's {@code He} and its relatives count a convolution's input channels twice in the
 * fan, so only those of its initializers are used that take their numbers from here.
 */
final class InitialValues {

  private InitialValues() {}

  /**
   * Initial values, a function of the parameter and the seed alone.
   *
   * @param tf where the ops go
   * @param seed of the random numbers
   */
  static Operand<TFloat32> of(Ops tf, Parameter parameter, long seed) {
    Distribution distribution = parameter.initial().of(parameter.shape());
    return initializer(distribution, seed)
        .call(tf, tf.constant(Shapes.of(parameter.shape())), TFloat32.class);
  }

  private static Initializer<TFloat32> initializer(Distribution distribution, long seed) {
    if (distribution instanceof Distribution.Normal normal) {
      return new RandomNormal<>(0, normal.standardDeviation(), seed);
    }
    if (distribution instanceof Distribution.Uniform uniform) {
      return new RandomUniform<>(uniform.low(), uniform.high(), seed);
    }
    return new Constant<>(((Distribution.Constant) distribution).value());
  }
}
