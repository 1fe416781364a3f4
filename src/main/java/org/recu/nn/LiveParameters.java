package org.recu.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * Parameters held in variables of the graph: made when a layer first asks, shared by every tower
 * that asks for the same name.
 */
public final class LiveParameters implements Parameters {

  private final Ops tf;
  private final long seed;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Map<String, Operand<TFloat32>> derived = new LinkedHashMap<>();
  private final Map<String, Function<Ops, Operand<TFloat32>>> updates = new LinkedHashMap<>();

  /**
   * No parameters yet.
   *
   * @param tf where the variables go
   * @param seed of the starting values
   */
  public LiveParameters(Ops tf, long seed) {
    this.tf = tf;
    this.seed = seed;
  }

  @Override
  public void declare(Ops tower, Parameter parameter) {
    value(tower, parameter);
  }

  @Override
  public Operand<TFloat32> value(Ops tower, Parameter parameter) {
    Variable variable = variables.get(parameter.name());
    if (variable == null) {
      // A seed a variable: equal shapes must not start equal. The golden ratio's multiples are far
      // from each other for neighbouring seeds and neighbouring variables.
      long ownSeed = seed * 0x9E3779B97F4A7C15L + variables.size();
      variable = Variable.create(tf, parameter, ownSeed);
      variables.put(parameter.name(), variable);
    } else if (!variable.parameter().shape().equals(parameter.shape())) {
      throw new IllegalArgumentException(
          "%s was declared as %s and is now asked for as %s"
              .formatted(parameter.name(), variable.parameter().shape(), parameter.shape()));
    }
    return variable.value();
  }

  @Override
  public Operand<TFloat32> derived(String name, Supplier<Operand<TFloat32>> formula) {
    return derived.computeIfAbsent(name, key -> formula.get());
  }

  @Override
  public void update(Parameter statistic, Function<Ops, Operand<TFloat32>> formula) {
    updates.put(statistic.name(), formula);
  }

  /** All variables, in the order of their declaration. */
  public List<Variable> variables() {
    return List.copyOf(variables.values());
  }

  /** The derived numbers of the evaluation towers, by name. */
  public Map<String, Operand<TFloat32>> derived() {
    return Collections.unmodifiableMap(derived);
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
