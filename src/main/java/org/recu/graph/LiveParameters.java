package org.recu.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.recu.nn.Parameter;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Parameters held in variables of a graph, shared by all towers over them. */
public final class LiveParameters implements TrainedParameters {

  /** 2^64 divided by the golden ratio: its multiples are far apart for neighbouring seeds. */
  private static final long SEED_STEP = 0x9E3779B97F4A7C15L;

  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Map<String, Operand<TFloat32>> derived = new LinkedHashMap<>();
  private final Map<String, Function<Ops, Operand<TFloat32>>> updates = new LinkedHashMap<>();

  /**
   * Adds a variable for each parameter.
   *
   * @param tf where the variables go
   * @param parameters of the network, in its order
   * @param seed of the initial values; each variable draws with a seed of its own, derived from it
   */
  public LiveParameters(Ops tf, List<Parameter> parameters, long seed) {
    for (Parameter parameter : parameters) {
      long ownSeed = seed * SEED_STEP + variables.size();
      variables.put(parameter.name(), Variable.create(tf, parameter, ownSeed));
    }
  }

  @Override
  public Operand<TFloat32> value(Parameter parameter) {
    Variable variable = variables.get(parameter.name());
    if (variable == null) {
      throw new IllegalArgumentException("no variable is named " + parameter.name());
    }
    if (!variable.parameter().shape().equals(parameter.shape())) {
      throw new IllegalArgumentException(
          "variable %s has shape %s, but %s was asked for"
              .formatted(parameter.name(), variable.parameter().shape(), parameter.shape()));
    }
    return variable.value();
  }

  @Override
  public Operand<TFloat32> derived(String name, Supplier<Operand<TFloat32>> formula) {
    return derived.computeIfAbsent(name, key -> formula.get());
  }

  /** {@inheritDoc} The formula's ops run after all gradients. */
  @Override
  public void update(Parameter statistic, Function<Ops, Operand<TFloat32>> formula) {
    updates.put(statistic.name(), formula);
  }

  /** All variables, in the network's order. */
  public List<Variable> variables() {
    return List.copyOf(variables.values());
  }

  /** The derived values of the evaluation towers, by name. */
  public Map<String, Operand<TFloat32>> derived() {
    return Collections.unmodifiableMap(derived);
  }

  /** The running statistics that are replaced after each step. */
  public List<Parameter> updated() {
    return updates.keySet().stream().map(name -> variables.get(name).parameter()).toList();
  }

  /**
   * The new values of these statistics.
   *
   * @param tf where their ops go
   */
  public List<Operand<TFloat32>> newValues(Ops tf) {
    return updates.values().stream().<Operand<TFloat32>>map(formula -> formula.apply(tf)).toList();
  }

  /**
   * Adds the updates of the running statistics.
   *
   * @param after ops that depend on everything that must have run before
   */
  public List<Op> applyUpdates(Ops after) {
    List<Op> assigned = new ArrayList<>();
    updates.forEach(
        (name, formula) -> {
          Operand<? extends TType> handle = variables.get(name).handle();
          assigned.add(after.assignVariableOp(handle, formula.apply(after)));
        });
    return assigned;
  }
}
