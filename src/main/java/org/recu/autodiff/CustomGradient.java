package org.recu.autodiff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.IdentityN;
import org.tensorflow.types.family.TFloating;

/**
 * An op with a forward value and a backward formula of its own, as {@code tf.custom_gradient}.
 *
 * <p>The node is {@code IdentityN([stopGradient(value), inputs...])[0]}: the forward value passes
 * through untouched, to the bit, and the gradient registered for {@code IdentityN} answers for
 * {@code inputs} alone. One gradient serves every node: TensorFlow Java 1.1 can hold ten registered
 * callbacks in a process, so the formulas are looked up by graph and node name.
 *
 * <p>TensorFlow holds the graph's lock while it asks for a gradient. A formula must therefore take
 * every shape it needs from the forward pass: calling {@code shape()} of an operand in it
 * deadlocks.
 */
public final class CustomGradient {

  /**
   * The formula of a gradient.
   *
   * @param <T> type of the node's value
   */
  @FunctionalInterface
  public interface Backward<T extends TFloating> {
    /**
     * Adds the backward pass of one node to the graph.
     *
     * @param tf where the ops go
     * @param upstream the loss's gradient with respect to the node's value
     * @return the loss's gradient with respect to each of the node's inputs, in their order, each
     *     of its input's type
     */
    List<? extends Operand<?>> apply(Ops tf, Operand<T> upstream);
  }

  private static final Map<ExecutionEnvironment, Map<String, Backward<?>>> FORMULAS =
      Collections.synchronizedMap(new IdentityHashMap<>());

  static {
    if (!TensorFlow.registerCustomGradient(IdentityN.OP_NAME, CustomGradient::differentiate)) {
      throw new IllegalStateException(
          "something else in this process has registered a gradient for IdentityN");
    }
  }

  private CustomGradient() {}

  /**
   * A node with the given value whose gradient flows into {@code inputs} by a formula.
   *
   * @param tf ops of a {@link Graph}
   * @param value the forward value
   * @param inputs the operands that have a gradient
   * @param backward the formula
   * @return {@code value}
   */
  public static <T extends TFloating> Operand<T> attach(
      Ops tf, Operand<T> value, List<? extends Operand<?>> inputs, Backward<T> backward) {
    List<Operand<?>> operands = new ArrayList<>();
    operands.add(tf.stopGradient(value));
    operands.addAll(inputs);
    IdentityN node = tf.identityN(operands);
    FORMULAS
        .computeIfAbsent(node.op().env(), graph -> new ConcurrentHashMap<>())
        .put(node.op().name(), backward);
    return node.op().output(0);
  }

  /**
   * Forgets the formulas of a graph, which refer to its operands. Called by the owner of the graph
   * when it closes it.
   */
  public static void forget(Graph graph) {
    FORMULAS.remove(graph);
  }

  /** Whether formulas of a graph are held. */
  public static boolean remembers(Graph graph) {
    return FORMULAS.containsKey(graph);
  }

  private static List<Operand<?>> differentiate(
      Ops tf, GraphOperation node, List<Output<?>> upstream) {
    Map<String, Backward<?>> formulas = FORMULAS.getOrDefault(node.env(), Map.of());
    Backward<?> backward = formulas.get(node.name());
    if (backward == null) {
      throw new IllegalStateException("no gradient was attached to " + node.name());
    }
    return answers(tf, backward, upstream.get(0));
  }

  private static <T extends TFloating> List<Operand<?>> answers(
      Ops tf, Backward<T> backward, Output<?> upstream) {
    @SuppressWarnings("unchecked") // attach takes value and formula of one type
    Operand<T> gradient = (Operand<T>) upstream;
    // The stopped branch needs no gradient, but TensorFlow Java expects an answer in its place.
    List<Operand<?>> answers = new ArrayList<>();
    answers.add(tf.zerosLike(gradient));
    answers.addAll(backward.apply(tf, gradient));
    return answers;
  }
}
