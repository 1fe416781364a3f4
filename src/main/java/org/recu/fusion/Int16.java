package org.recu.fusion;

import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/**
 * Whole numbers of 16 bits with a sign. TensorFlow Java has no class for them, and so no function
 * that takes or gives them: they go by the type of their bits, uint16.
 */
public final class Int16 {

  private Int16() {}

  /**
   * Numbers as their bits.
   *
   * @param tf where the ops go
   * @param numbers whole, from -2^15 to 2^15 - 1
   */
  public static Operand<TUint16> of(Ops tf, Operand<? extends TNumber> numbers) {
    Output<?> narrow = op(tf, "Cast", "DstT", numbers.asOutput(), DataType.DT_INT16);
    return op(tf, "Bitcast", "type", narrow, DataType.DT_UINT16).expect(TUint16.class);
  }

  /**
   * The numbers of some bits.
   *
   * @param tf where the ops go
   */
  public static Operand<TFloat32> float32(Ops tf, Operand<TUint16> bits) {
    return numbers(tf, bits, DataType.DT_FLOAT).expect(TFloat32.class);
  }

  /**
   * The same in a type, to which they are rounded.
   *
   * @param type float32 or bfloat16
   */
  public static <T extends TFloating> Operand<T> floating(
      Ops tf, Operand<TUint16> bits, Class<T> type) {
    DataType to = type == TBfloat16.class ? DataType.DT_BFLOAT16 : DataType.DT_FLOAT;
    return numbers(tf, bits, to).expect(type);
  }

  /** The same as int32. */
  public static Operand<TInt32> int32(Ops tf, Operand<TUint16> bits) {
    return numbers(tf, bits, DataType.DT_INT32).expect(TInt32.class);
  }

  private static Output<?> numbers(Ops tf, Operand<TUint16> bits, DataType type) {
    Output<?> narrow = op(tf, "Bitcast", "type", bits.asOutput(), DataType.DT_INT16);
    return op(tf, "Cast", "DstT", narrow, type);
  }

  private static Output<?> op(
      Ops tf, String name, String attribute, Output<?> operand, DataType type) {
    OperationBuilder op = tf.scope().opBuilder(name, name);
    op.addInput(operand);
    op.setAttr(attribute, type);
    return op.build().output(0);
  }
}
