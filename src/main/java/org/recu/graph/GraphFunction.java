package org.recu.graph;

import java.util.List;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StatefulPartitionedCall;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;

/** A graph that is a function of another one. Its ops run on the device on which it is called. */
public final class GraphFunction {

  private final String name;
  private final DataType[] inputs;
  private final DataType[] outputs;

  private GraphFunction(String name, DataType[] inputs, DataType[] outputs) {
    this.name = name;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * Adds a function to a graph.
   *
   * @param graph whose function it becomes
   * @param name the beginning of its name
   * @param body its ops, copied; may be closed afterwards
   * @param inputs placeholders of the body
   * @param outputs operands of the body
   */
  public static GraphFunction define(
      Graph graph,
      String name,
      Graph body,
      List<? extends Operand<?>> inputs,
      List<? extends Operand<?>> outputs) {
    Signature.Builder signature = Signature.builder().key(name);
    for (int i = 0; i < inputs.size(); i++) {
      signature.input("input" + i, inputs.get(i));
    }
    for (int i = 0; i < outputs.size(); i++) {
      signature.output("output" + i, outputs.get(i));
    }
    try (ConcreteFunction function = ConcreteFunction.create(signature.build(), body)) {
      graph.attachFunction(function);
      return new GraphFunction(function.getDefinedName(), types(inputs), types(outputs));
    }
  }

  private static DataType[] types(List<? extends Operand<?>> operands) {
    return operands.stream().map(operand -> operand.asOutput().dataType()).toArray(DataType[]::new);
  }

  /**
   * Calls the function. TensorFlow does not know the shapes of the results: callers that need one
   * state it with {@code ensureShape}.
   *
   * @param tf where the call goes; its device is that of the function's ops
   * @param operands for the inputs
   */
  public List<Output<?>> call(Ops tf, List<? extends Operand<?>> operands) {
    OperationBuilder call = tf.scope().opBuilder(StatefulPartitionedCall.OP_NAME, "call");
    call.addInputList(operands.stream().map(Operand::asOutput).toArray(Output<?>[]::new));
    call.setAttr("Tin", inputs);
    call.setAttr("Tout", outputs);
    call.setAttr(
        "f", AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(name)).build());
    // A function's ops are rewritten as those of a graph are, unless it says otherwise itself.
    ConfigProto notRewritten = Device.cpu().configuration();
    call.setAttr("config_proto", notRewritten.toByteArray());
    return List.of(call.build().outputList(0, outputs.length));
  }
}
