package org.recu.autodiff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.IdentityN;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

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
   * @param <T> type of the upstream gradient
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

  /**
   * The formula of a gradient of a node whose first input is read through the node as well.
   *
   * @param <T> type of the upstream gradient
   */
  @FunctionalInterface
  public interface ForkedBackward<T extends TFloating> {
    /**
     * Adds the backward pass of one node to the graph.
     *
     * @param tf where the ops go
     * @param upstream the loss's gradient with respect to the node's value
     * @param beside the loss's gradient with respect to the first input as it was read through the
     *     node; empty if it was not
     * @return as {@link Backward#apply}; that for the first input includes {@code beside}
     */
    List<? extends Operand<?>> apply(
        Ops tf, Operand<T> upstream, Optional<Operand<TFloat32>> beside);
  }

  /**
   * A node and its first input, read through it.
   *
   * @param <T> type of the node's value
   * @param value of the node
   * @param first the same values as its first input. The gradient of whoever reads them here is
   *     given to the node's formula, instead of having TensorFlow add the two in a pass of its own
   */
  public record Fork<T extends TType>(Operand<T> value, Supplier<Operand<TFloat32>> first) {}

  /** Answers for all inputs of a node, given the upstream gradients of all its outputs. */
  @FunctionalInterface
  private interface Formula {
    List<Operand<?>> of(Ops tf, List<Output<?>> upstream);
  }

  private static final Map<ExecutionEnvironment, Map<String, Formula>> FORMULAS =
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
    return attachTyped(tf, value, inputs, backward);
  }

  /**
   * The same with a value of another type than its gradient: with whole numbers, say. Whoever reads
   * it must have a gradient of its own, attached here, of the type that the formula takes.
   *
   * @param tf ops of a {@link Graph}
   * @param value the forward value
   * @param inputs the operands that have a gradient
   * @param backward the formula
   * @return {@code value}
   */
  public static <V extends TType, T extends TFloating> Operand<V> attachTyped(
      Ops tf, Operand<V> value, List<? extends Operand<?>> inputs, Backward<T> backward) {
    return attached(tf, value, inputs, (ops, upstream) -> answers(ops, backward, upstream.get(0)))
        .op()
        .output(0);
  }

  /**
   * A node whose first input is readable through it, too.
   *
   * @param inputs the operands that have a gradient; the first is float32
   */
  public static <V extends TType, T extends TFloating> Fork<V> fork(
      Ops tf, Operand<V> value, List<? extends Operand<?>> inputs, ForkedBackward<T> backward) {
    // TensorFlow passes nothing usable for an output that nobody reads.
    AtomicBoolean read = new AtomicBoolean();
    IdentityN node =
        attached(
            tf,
            value,
            inputs,
            (ops, upstream) ->
                answers(
                    ops,
                    (Ops at, Operand<T> gradient) ->
                        backward.apply(
                            at,
                            gradient,
                            read.get()
                                ? Optional.of(upstream.get(1).expect(TFloat32.class))
                                : Optional.empty()),
                    upstream.get(0)));
    return new Fork<>(
        node.op().output(0),
        () -> {
          read.set(true);
          return node.op().output(1);
        });
  }

  private static IdentityN attached(
      Ops tf, Operand<?> value, List<? extends Operand<?>> inputs, Formula formula) {
    List<Operand<?>> operands = new ArrayList<>();
    operands.add(tf.stopGradient(value));
    operands.addAll(inputs);
    IdentityN node = tf.identityN(operands);
    FORMULAS
        .computeIfAbsent(node.op().env(), graph -> new ConcurrentHashMap<>())
        .put(node.op().name(), formula);
    return node;
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
    Formula formula = FORMULAS.getOrDefault(node.env(), Map.of()).get(node.name());
    if (formula == null) {
      throw new IllegalStateException("no gradient was attached to " + node.name());
    }
    return formula.of(tf, upstream);
  }

  private static <T extends TFloating> List<Operand<?>> answers(
      Ops tf, Backward<T> backward, Output<?> upstream) {
    @SuppressWarnings("unchecked") // readers answer in the formula's type
    Operand<T> gradient = (Operand<T>) upstream;
    // The stopped branch needs no gradient, but TensorFlow Java expects an answer in its place.
    List<Operand<?>> answers = new ArrayList<>();
    answers.add(tf.zerosLike(gradient));
    answers.addAll(backward.apply(tf, gradient));
    return answers;
  }
}
