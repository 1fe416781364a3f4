package org.recu.graph;

import com.google.protobuf.ByteString;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;

/** A constant of type qint8. TensorFlow Java has no such tensors, so it is built from a message. */
public final class Int8Constant {

  private Int8Constant() {}

  /**
   * Adds the constant.
   *
   * @param tf where it goes
   * @param name of the op
   * @param shape of the constant
   * @param values row-major
   * @return qint8, of that shape
   */
  public static Output<?> of(Ops tf, String name, Shape shape, byte[] values) {
    return ProtoConstant.of(
        tf.scope().withName(name),
        ProtoConstant.tensor(DataType.DT_QINT8, shape)
            .setTensorContent(ByteString.copyFrom(values)));
  }
}
