package org.recu.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An ONNX graph in the making: nodes in the order in which they are added, and constants. */
final class OnnxGraph {

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Set<String> constants = new HashSet<>();

  /** How many nodes of a name there are, since each needs a name of its own. */
  private final Map<String, Integer> nodes = new HashMap<>();

  /** The graph, to which input and outputs are added. */
  GraphProto.Builder message() {
    return graph;
  }

  /**
   * A constant, added once.
   *
   * @param values row-major
   * @return its name
   */
  String constant(String name, List<Long> shape, float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return constant(name, shape, TensorProto.DataType.FLOAT, bytes);
  }

  /** The same of whole numbers: (values). */
  String constant(String name, long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return constant(name, List.of((long) values.length), TensorProto.DataType.INT64, bytes);
  }

  private String constant(
      String name, List<Long> shape, TensorProto.DataType type, ByteBuffer bytes) {
    if (constants.add(name)) {
      graph.addInitializer(
          TensorProto.newBuilder()
              .setName(name)
              .setDataType(type.getNumber())
              .addAllDims(shape)
              .setRawData(ByteString.copyFrom(bytes)));
    }
    return name;
  }

  /**
   * Adds a node with one output.
   *
   * @param name of the node, to which a number is added where it is taken
   * @return the name of the output
   */
  String node(String operator, String name, List<String> inputs, AttributeProto... attributes) {
    int count = nodes.merge(name, 1, Integer::sum);
    String unique = count == 1 ? name : name + "_" + count;
    node(operator, unique, unique + ":0", inputs, attributes);
    return unique + ":0";
  }

  /** Adds a node whose output has a name that is known outside. */
  void node(
      String operator,
      String name,
      String output,
      List<String> inputs,
      AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(Arrays.asList(attributes)));
  }

  /** An attribute of whole numbers. */
  static AttributeProto numbers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  /** An attribute that is a whole number. */
  static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** An attribute that is a real number. */
  static AttributeProto real(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }
}
