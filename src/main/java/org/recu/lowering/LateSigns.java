package org.recu.lowering;

import java.util.List;
import java.util.Optional;
import org.recu.fusion.CompiledFunction;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.Fusions;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * The signs of an activation as numbers, for a backward pass: taken when it begins, so that they
 * are not kept as long as the activation.
 *
 * @param type of the signs
 * @param narrowing sign and rounding as one pass; empty for float32
 * @param shape of the activation; all but the batch known
 */
record LateSigns<T extends TFloating>(
    Class<T> type, Optional<CompiledFunction> narrowing, Shape shape) {

  /**
   * Defines the function, where there is one.
   *
   * @param fusions of the graph, compiled
   * @param activation shape: (batch, height, width, channels); all but the batch known
   * @param type of the signs: float32 or bfloat16
   */
  static <T extends TFloating> LateSigns<T> define(
      Fusions fusions, Shape activation, Class<T> type) {
    return new LateSigns<>(
        type,
        type == TFloat32.class
            ? Optional.empty()
            : Optional.of(
                fusions.function(
                    "late_signs_%dx%dx%d"
                        .formatted(activation.get(1), activation.get(2), activation.get(3)),
                    List.of(new Argument(TFloat32.class, activation)),
                    (tf, in) -> List.of(narrow(tf, in.get(0).expect(TFloat32.class))))),
        activation);
  }

  /** The sign of -0 is 0, as TensorFlow's own op has it; the compiler's would be -0. */
  private static Operand<TBfloat16> narrow(Ops tf, Operand<TFloat32> activation) {
    Operand<TFloat32> zero = tf.constant(0f);
    return tf.dtypes.cast(
        tf.select(tf.math.equal(activation, zero), zero, tf.math.sign(activation)),
        TBfloat16.class);
  }

  /**
   * Adds the signs to a backward pass.
   *
   * @param tf where they go
   * @param activation real
   * @param upstream gradient that they wait for
   * @return -1, 0 or +1, shaped as the activation
   */
  Operand<T> of(Ops tf, Operand<TFloat32> activation, Operand<?> upstream) {
    Operand<TFloat32> waiting = Awaiting.of(tf, activation, upstream).expect(TFloat32.class);
    Operand<?> signs =
        narrowing.isPresent()
            ? narrowing.get().call(tf, List.of(waiting)).get(0)
            : tf.math.sign(waiting);
    return tf.ensureShape(signs.asOutput().expect(type), shape);
  }
}
