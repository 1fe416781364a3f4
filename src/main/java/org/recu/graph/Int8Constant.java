package org.recu.graph;

import com.google.protobuf.ByteString;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Constant;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

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
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (long size : shape.asArray()) {
      dimensions.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    TensorProto tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_QINT8)
            .setTensorShape(dimensions)
            .setTensorContent(ByteString.copyFrom(values))
            .build();
    OperationBuilder constant =
        tf.scope().withName(name).opBuilder(Constant.OP_NAME, Constant.OP_NAME);
    constant.setAttr("dtype", DataType.DT_QINT8);
    constant.setAttr("value", AttrValue.newBuilder().setTensor(tensor).build());
    return constant.build().output(0);
  }
}
