package org.recu.lowering;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.SwitchCond;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * The operands of a convolution, of which a step goes one way: where the weight has signs only, or
 * where it has a 0, or what is not a number.
 *
 * @param signs what is there in the first case
 * @param numbers what is there in the second
 */
record WeightCases(Operands signs, Operands numbers) {

  /**
   * The operands in one case.
   *
   * @param activation (batch, height, width, channels), float32
   * @param weight (kernel, kernel, channels, filters), float32
   */
  record Operands(Operand<TFloat32> activation, Operand<TFloat32> weight) {}

  /**
   * Adds the choice to a graph.
   *
   * @param tf where it goes
   * @param activation all but the batch of its shape known
   * @param weight of known shape
   */
  static WeightCases of(Ops tf, Operand<TFloat32> activation, Operand<TFloat32> weight) {
    Operand<TBool> other = hasOtherThanSigns(tf, weight);
    SwitchCond<TFloat32> ofActivation = tf.switchCond(activation, other);
    SwitchCond<TFloat32> ofWeight = tf.switchCond(weight, other);
    return new WeightCases(
        new Operands(
            tf.ensureShape(ofActivation.outputFalse(), activation.shape()),
            tf.ensureShape(ofWeight.outputFalse(), weight.shape())),
        new Operands(
            tf.ensureShape(ofActivation.outputTrue(), activation.shape()),
            tf.ensureShape(ofWeight.outputTrue(), weight.shape())));
  }

  /** Whether the sum of squares, which is exact, is another than that of as many signs. */
  private static Operand<TBool> hasOtherThanSigns(Ops tf, Operand<TFloat32> weight) {
    return tf.math.notEqual(tf.nn.l2Loss(weight), tf.constant(weight.shape().size() / 2f));
  }

  /** What the cases give, whichever it is. */
  static <T extends TType> Operand<T> merged(
      Ops tf, Operand<? extends T> signs, Operand<? extends T> numbers, Class<T> type) {
    return tf.merge(List.of(signs.asOutput().expect(type), numbers.asOutput().expect(type)))
        .output();
  }
}
