package org.recu.lowering;

import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/**
 * Sums of a convolution that a backward pass needs again, kept until then in 16 bits, which hold
 * every whole number that they can be: half the memory of float32, and the same numbers.
 *
 * @param narrow the sums, int16
 * @param shape of the sums; all but the batch known
 */
record KeptSums(Output<?> narrow, Shape shape) {

  /** Whether 16 bits hold the sums of so many signs. */
  static boolean fit(long signs) {
    return signs <= Short.MAX_VALUE;
  }

  /**
   * Keeps sums.
   *
   * @param tf where the op goes
   * @param sums whole numbers that {@link #fit}
   */
  static KeptSums of(Ops tf, Operand<TFloat32> sums) {
    return new KeptSums(cast(tf, sums, DataType.DT_INT16), sums.shape());
  }

  /**
   * Adds the sums to a backward pass.
   *
   * @param tf where they go
   * @param upstream gradient that they wait for
   */
  Operand<TFloat32> wide(Ops tf, Operand<?> upstream) {
    Output<?> wide = cast(tf, Awaiting.of(tf, narrow, upstream), DataType.DT_FLOAT);
    return tf.ensureShape(wide.expect(TFloat32.class), shape);
  }

  /** TensorFlow Java has no class for int16, and so no op that takes or gives it. */
  private static Output<?> cast(Ops tf, Operand<?> values, DataType type) {
    OperationBuilder cast = tf.scope().opBuilder("Cast", "Cast");
    cast.addInput(values.asOutput());
    cast.setAttr("DstT", type);
    return cast.build().output(0);
  }
}
