package org.recu.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.recu.nn.ImageInput;
import org.recu.nn.Parameter;
import org.recu.nn.Parameters;
import org.recu.nn.Tower;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** The numbers that a network consists of. */
public final class NetworkParameters {

  private NetworkParameters() {}

  /** Builds the network and reads off its parameters, in the order of their declaration. */
  public static List<Parameter> of(Network network) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Declarations declarations = new Declarations();
      List<Double> any = List.of(1.0, 1.0, 1.0);
      network.logits(
          Tower.evaluation(tf, declarations),
          ImageInput.create(tf, "images", network.imageSize(), any, any).normalized());
      return List.copyOf(declarations.parameters.values());
    }
  }

  /** Takes down what is asked for; a placeholder an answer, since no number is ever needed. */
  private static final class Declarations implements Parameters {

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();

    @Override
    public Operand<TFloat32> value(Ops tf, Parameter parameter) {
      parameters.putIfAbsent(parameter.name(), parameter);
      return tf.placeholder(TFloat32.class, Placeholder.shape(parameter.shape()));
    }

    @Override
    public Operand<TFloat32> derived(String name, Supplier<Operand<TFloat32>> formula) {
      return formula.get();
    }

    @Override
    public void update(Parameter statistic, Function<Ops, Operand<TFloat32>> formula) {
      throw new IllegalStateException(statistic.name() + " is declared and cannot be updated");
    }
  }
}
