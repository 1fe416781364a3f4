package org.recu.graph;

import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Scope;
import org.tensorflow.op.core.Constant;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A constant built from a message, for what TensorFlow Java cannot say: types it has no tensors of,
 * and constants of equal elements, of which the message holds one.
 */
final class ProtoConstant {

  private ProtoConstant() {}

  /** Adds a constant of equal elements, float32. */
  static Output<?> filled(Scope scope, Shape shape, float element) {
    return of(scope, tensor(DataType.DT_FLOAT, shape).addFloatVal(element));
  }

  /** Adds a constant of equal elements, int32. */
  static Output<?> filled(Scope scope, Shape shape, int element) {
    return of(scope, tensor(DataType.DT_INT32, shape).addIntVal(element));
  }

  /** A message without elements yet. */
  static TensorProto.Builder tensor(DataType type, Shape shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (long size : shape.asArray()) {
      dimensions.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return TensorProto.newBuilder().setDtype(type).setTensorShape(dimensions);
  }

  /** Adds a constant. */
  static Output<?> of(Scope scope, TensorProto.Builder tensor) {
    OperationBuilder constant = scope.opBuilder(Constant.OP_NAME, Constant.OP_NAME);
    constant.setAttr("dtype", tensor.getDtype());
    constant.setAttr("value", AttrValue.newBuilder().setTensor(tensor).build());
    return constant.build().output(0);
  }
}
