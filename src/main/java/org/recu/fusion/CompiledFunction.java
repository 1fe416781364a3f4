package org.recu.fusion;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.PartitionedCall;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.types.family.TType;

/**
 * A function of a graph that XLA compiles when it first runs, and again for operands of other
 * shapes. In a TensorFlow without XLA it runs op by op.
 */
public final class CompiledFunction {

  /** The ops of a function. */
  @FunctionalInterface
  public interface Body {
    /**
     * Adds the function's ops.
     *
     * @param tf where they go
     * @param inputs its operands; {@link Output#expect} gives them their types
     */
    List<? extends Operand<?>> of(Ops tf, List<Output<?>> inputs);
  }

  /**
   * An operand of a function.
   *
   * @param type of its elements
   * @param shape -1 for an unknown size
   * @param rows what a size that is unknown is, given a batch
   */
  public record Argument(Class<? extends TType> type, Shape shape, Rows rows) {
    /** An operand whose unknown size is that of the batch. */
    public Argument(Class<? extends TType> type, Shape shape) {
      this(type, shape, new Rows(1, 1));
    }
  }

  /**
   * The unknown size of an operand.
   *
   * @param ofImage rows for each image
   * @param shares into which the batch is divided; the operand holds one
   */
  public record Rows(long ofImage, long shares) {}

  private final String name;
  private final List<Argument> arguments;
  private final DataType[] inputs;
  private final DataType[] outputs;

  /** Told of every call. */
  private final Consumer<CompiledFunction> onCall;

  private CompiledFunction(
      String name,
      List<Argument> arguments,
      DataType[] inputs,
      DataType[] outputs,
      Consumer<CompiledFunction> onCall) {
    this.name = name;
    this.arguments = List.copyOf(arguments);
    this.inputs = inputs;
    this.outputs = outputs;
    this.onCall = onCall;
  }

  /**
   * Adds a function to a graph.
   *
   * @param graph whose function it becomes
   * @param name unique in the graph
   * @param arguments its operands
   * @param body what it computes
   */
  public static CompiledFunction define(
      ExecutionEnvironment graph, String name, List<Argument> arguments, Body body) {
    return define(graph, name, arguments, body, called -> {});
  }

  /** The same; {@code onCall} is told of every call. */
  static CompiledFunction define(
      ExecutionEnvironment graph,
      String name,
      List<Argument> arguments,
      Body body,
      Consumer<CompiledFunction> onCall) {
    try (Graph own = new Graph()) {
      Ops tf = Ops.create(own);
      Signature.Builder signature = Signature.builder().key(name);
      List<Output<?>> operands = new ArrayList<>();
      for (Argument argument : arguments) {
        Operand<?> operand = tf.placeholder(argument.type(), Placeholder.shape(argument.shape()));
        signature.input("input" + operands.size(), operand);
        operands.add(operand.asOutput());
      }
      List<Output<?>> results = new ArrayList<>();
      for (Operand<?> result : body.of(tf, operands)) {
        signature.output("output" + results.size(), result);
        results.add(result.asOutput());
      }
      try (ConcreteFunction function = ConcreteFunction.create(signature.build(), own)) {
        graph.attachFunction(function);
        return new CompiledFunction(
            function.getDefinedName(), arguments, types(operands), types(results), onCall);
      }
    }
  }

  /** Its operands. */
  List<Argument> arguments() {
    return arguments;
  }

  private static DataType[] types(List<Output<?>> values) {
    return values.stream().map(Output::dataType).toArray(DataType[]::new);
  }

  /**
   * Calls the function. TensorFlow does not know the shapes of the results: callers that need one
   * state it with {@code ensureShape}.
   *
   * <p>May be called while gradients are added.
   *
   * @param tf where the call goes
   * @param operands as they were defined
   */
  public List<Output<?>> call(Ops tf, List<? extends Operand<?>> operands) {
    onCall.accept(this);
    OperationBuilder call = tf.scope().opBuilder(PartitionedCall.OP_NAME, name + ".fusion");
    call.addInputList(operands.stream().map(Operand::asOutput).toArray(Output<?>[]::new));
    call.setAttr("Tin", inputs);
    call.setAttr("Tout", outputs);
    // By name: given as an object it would be attached to the graph, whose lock is taken while
    // gradients are added.
    call.setAttr(
        "f", AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(name)).build());
    call.setAttr("_XlaMustCompile", true);
    return List.of(call.build().outputList(0, outputs.length));
  }
}
