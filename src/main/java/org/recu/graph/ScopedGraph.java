package org.recu.graph;

import org.tensorflow.ConcreteFunction;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.OpScope;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;

/**
 * A graph in which opening a scope takes no time.
 *
 * <p>{@code Ops.withSubScope} looks through all ops of a {@link Graph} for names that are taken, so
 * that building a network, with a scope per layer, takes time quadratic in its size; it was a third
 * of the time before the first step. A scope of any other environment trusts the names it gave
 * itself. Ops and scopes must then come from the same {@link Ops}, or have different names:
 * TensorFlow refuses a name that is taken.
 */
public record ScopedGraph(Graph graph) implements ExecutionEnvironment {

  /** Adds ops to a graph. */
  public static Ops ops(Graph graph) {
    return Ops.create(new ScopedGraph(graph));
  }

  @Override
  public Scope baseScope() {
    return new OpScope(this);
  }

  @Override
  public OperationBuilder opBuilder(String type, String name, Scope scope) {
    return graph.opBuilder(type, name, scope);
  }

  @Override
  public void attachFunction(ConcreteFunction function) {
    graph.attachFunction(function);
  }

  @Override
  public void checkInput(Operation input) {
    graph.checkInput(input);
  }

  @Override
  public boolean isOpEnabled(String type) {
    return graph.isOpEnabled(type);
  }

  @Override
  public Types environmentType() {
    return graph.environmentType();
  }

  @Override
  public boolean isInitializer(Operation operation) {
    return graph.isInitializer(operation);
  }
}
