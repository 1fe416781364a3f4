package org.recu.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ConcreteFunction;
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
import org.tensorflow.types.TFloat32;

/** A formula that can be used any number of times in a graph. */
public final class Fusion {

  private final Formula formula;

  /** The function's name in the graph; null where the formula's ops are added at each use. */
  private final String function;

  private Fusion(Formula formula, String function) {
    this.formula = formula;
    this.function = function;
  }

  static Fusion plain(Formula formula) {
    return new Fusion(formula, null);
  }

  /** Adds the formula to a graph as a function. */
  static Fusion compiled(Graph graph, String name, List<Shape> inputs, Formula formula) {
    try (Graph body = new Graph()) {
      Ops tf = Ops.create(body);
      Signature.Builder signature = Signature.builder().key(name);
      List<Operand<TFloat32>> operands = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        Placeholder<TFloat32> operand =
            tf.placeholder(TFloat32.class, Placeholder.shape(inputs.get(i)));
        operands.add(operand);
        signature.input("input" + i, operand);
      }
      signature.output("output", formula.of(tf, operands));
      try (ConcreteFunction function = ConcreteFunction.create(signature.build(), body)) {
        graph.attachFunction(function);
        return new Fusion(formula, function.getDefinedName());
      }
    }
  }

  /**
   * Uses the formula. Where it is compiled, TensorFlow does not know the result's shape; whoever
   * needs it in the graph says it with {@code ensureShape}.
   *
   * <p>This may be called while gradients are added.
   *
   * @param tf where it goes
   * @param inputs its operands, as many as were defined
   */
  public Operand<TFloat32> apply(Ops tf, List<Operand<TFloat32>> inputs) {
    if (function == null) {
      return formula.of(tf, inputs);
    }
    DataType[] types = new DataType[inputs.size()];
    Arrays.fill(types, DataType.DT_FLOAT);
    OperationBuilder call = tf.scope().opBuilder(PartitionedCall.OP_NAME, "fusion");
    call.addInputList(inputs.stream().map(Operand::asOutput).toArray(Output<?>[]::new));
    call.setAttr("Tin", types);
    call.setAttr("Tout", new DataType[] {DataType.DT_FLOAT});
    // By name: given as an object it would be attached to the graph, whose lock is taken while
    // gradients are added.
    call.setAttr(
        "f", AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(function)).build());
    call.setAttr("_XlaMustCompile", true);
    return call.build().<TFloat32>output(0);
  }
}
