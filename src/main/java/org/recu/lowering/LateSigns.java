package org.recu.lowering;

import java.util.List;
import org.recu.fusion.CompiledFunction;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * The signs of an activation as numbers, for a backward pass. TensorFlow runs an op as soon as its
 * operands are there, which would be in the forward pass, and the signs would then be kept as long
 * as the activation. So the function takes the upstream gradient as well, and ignores it. (Control
 * dependencies have no effect on ops that are added with gradients.)
 *
 * @param type of the signs, and of the upstream gradient
 * @param function of activation and upstream gradient
 * @param shape of the activation; all but the batch known
 */
record LateSigns<T extends TFloating>(Class<T> type, CompiledFunction function, Shape shape) {

  /**
   * Defines the function.
   *
   * @param fusions of the graph, compiled
   * @param activation shape: (batch, height, width, channels); all but the batch known
   * @param upstream shape: (batch, out height, out width, filters); all but the batch known
   * @param type of the signs, and of the upstream gradient
   */
  static <T extends TFloating> LateSigns<T> define(
      Fusions fusions, Shape activation, Shape upstream, Class<T> type) {
    return new LateSigns<>(
        type,
        fusions.function(
            "late_signs_%s_%dx%dx%d_%dx%dx%d"
                .formatted(
                    type.getSimpleName(),
                    activation.get(1),
                    activation.get(2),
                    activation.get(3),
                    upstream.get(1),
                    upstream.get(2),
                    upstream.get(3)),
            List.of(new Argument(TFloat32.class, activation), new Argument(type, upstream)),
            (tf, in) -> List.of(signs(tf, in.get(0).expect(TFloat32.class), type))),
        activation);
  }

  /** The sign of -0 is 0, as TensorFlow's own op has it; the compiler's would be -0. */
  private static <T extends TFloating> Operand<T> signs(
      Ops tf, Operand<TFloat32> activation, Class<T> type) {
    Operand<TFloat32> zero = tf.constant(0f);
    return tf.dtypes.cast(
        tf.select(tf.math.equal(activation, zero), zero, tf.math.sign(activation)), type);
  }

  /**
   * Adds the signs to a backward pass.
   *
   * @param tf where they go
   * @param activation real
   * @param upstream gradient that they wait for
   * @return -1, 0 or +1, shaped as the activation
   */
  Operand<T> of(Ops tf, Operand<TFloat32> activation, Operand<T> upstream) {
    return tf.ensureShape(
        function.call(tf, List.of(activation, upstream)).get(0).expect(type), shape);
  }
}
