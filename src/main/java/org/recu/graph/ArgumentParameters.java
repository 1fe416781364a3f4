package org.recu.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.recu.nn.Parameter;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Parameters that are arguments of a function: its caller has the variables. */
public final class ArgumentParameters implements TrainedParameters {

  private final Map<String, Operand<TFloat32>> arguments = new LinkedHashMap<>();
  private final Map<Parameter, Function<Ops, Operand<TFloat32>>> updates = new LinkedHashMap<>();

  /**
   * Adds an argument for each parameter.
   *
   * @param tf ops of the function's graph
   * @param parameters of the network, in its order
   */
  public ArgumentParameters(Ops tf, List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      Shape shape = Shapes.of(parameter.shape());
      arguments.put(
          parameter.name(),
          tf.withSubScope(parameter.name()).placeholder(TFloat32.class, Placeholder.shape(shape)));
    }
  }

  @Override
  public Operand<TFloat32> value(Parameter parameter) {
    Operand<TFloat32> argument = arguments.get(parameter.name());
    if (argument == null) {
      throw new IllegalArgumentException("no argument is named " + parameter.name());
    }
    return argument;
  }

  @Override
  public Operand<TFloat32> derived(String name, Supplier<Operand<TFloat32>> formula) {
    return formula.get();
  }

  @Override
  public void update(Parameter statistic, Function<Ops, Operand<TFloat32>> formula) {
    updates.put(statistic, formula);
  }

  /** The arguments, in the network's order. */
  public List<Operand<TFloat32>> arguments() {
    return List.copyOf(arguments.values());
  }

  /** The running statistics that are replaced. */
  public List<Parameter> updated() {
    return List.copyOf(updates.keySet());
  }

  /** Adds the new values of {@link #updated}. */
  public List<Operand<TFloat32>> updates(Ops tf) {
    return updates.values().stream().<Operand<TFloat32>>map(formula -> formula.apply(tf)).toList();
  }
}
