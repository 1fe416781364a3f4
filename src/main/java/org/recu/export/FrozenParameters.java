package org.recu.export;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.recu.eval.FrozenValues;
import org.recu.nn.Parameter;
import org.recu.nn.Parameters;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Constant;
import org.tensorflow.types.TFloat32;

/** Parameters held in constants of the graph, made when a layer asks. */
final class FrozenParameters implements Parameters {

  private final Ops tf;
  private final FrozenValues values;
  private final Map<String, Operand<TFloat32>> constants = new HashMap<>();

  /**
   * No constants yet.
   *
   * @param tf where they go
   * @param values what they hold
   */
  FrozenParameters(Ops tf, FrozenValues values) {
    this.tf = tf;
    this.values = values;
  }

  @Override
  public Operand<TFloat32> value(Ops tower, Parameter parameter) {
    return constant(parameter.name());
  }

  @Override
  public Operand<TFloat32> derived(String name, Supplier<Operand<TFloat32>> formula) {
    return constant(name);
  }

  @Override
  public void update(Parameter statistic, Function<Ops, Operand<TFloat32>> formula) {
    throw new IllegalStateException(statistic.name() + " is a constant and cannot be updated");
  }

  private Operand<TFloat32> constant(String name) {
    return constants.computeIfAbsent(
        name, key -> Constant.tensorOf(tf.scope().withName(key), values.get(key)));
  }
}
