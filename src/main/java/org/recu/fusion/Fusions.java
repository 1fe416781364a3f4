package org.recu.fusion;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;

/**
 * The fused formulas of one graph.
 *
 * <p>TensorFlow runs a formula op by op, and each op of the CPU reads its operands from memory and
 * writes its result back. A training step is as much memory traffic as it is arithmetic, so a chain
 * of seven element-wise ops costs about seven times what it has to. Here such a chain becomes a
 * function of the graph that XLA compiles into one loop, when it first runs, for the shapes that it
 * is then given.
 *
 * <p>Only what is element-wise gains: XLA adds up in one long chain for each sum, which is slower
 * and less exact than TensorFlow's own reductions, and its convolutions are no match for oneDNN's.
 */
public final class Fusions {

  /**
   * Below so many elements the ops of a formula take less time than finding and calling its
   * compiled loop, which also has to be compiled first.
   */
  private static final long WORTH_COMPILING = 1 << 17;

  private final Graph graph;
  private final boolean compiled;
  private final long least;
  private final Map<String, Fusion> defined = new HashMap<>();

  private Fusions(Graph graph, boolean compiled, long least) {
    this.graph = graph;
    this.compiled = compiled;
    this.least = least;
  }

  /**
   * Fusions that are compiled: for the CPU.
   *
   * @param tf ops of the graph that they become functions of
   */
  public static Fusions compiled(Ops tf) {
    return compiled(tf, WORTH_COMPILING);
  }

  /**
   * Fusions that are compiled from a size on.
   *
   * @param tf ops of the graph that they become functions of
   * @param least elements of the largest operand
   */
  public static Fusions compiled(Ops tf, long least) {
    return new Fusions((Graph) tf.scope().env(), true, least);
  }

  /** Fusions that are not: each use of a formula adds its ops to the graph. */
  public static Fusions plain() {
    return new Fusions(null, false, 0);
  }

  /**
   * A formula over operands of these shapes. It is compiled if the batch is among its operands, or
   * a weight that is large.
   *
   * @param name says, together with the shapes, which formula it is: the same two are defined once
   * @param inputs shape of each operand; what is not known is -1
   * @param formula of element-wise ops, each of whose operands comes from the formula's inputs
   */
  public Fusion define(String name, List<Shape> inputs, Formula formula) {
    if (!compiled || inputs.stream().noneMatch(this::isLarge)) {
      return Fusion.plain(formula);
    }
    String key =
        inputs.stream().map(Fusions::text).collect(Collectors.joining("_", name + "_", ""));
    return defined.computeIfAbsent(key, k -> Fusion.compiled(graph, k, inputs, formula));
  }

  private boolean isLarge(Shape shape) {
    return shape.numDimensions() > 1 && (shape.hasUnknownDimension() || shape.size() >= least);
  }

  private static String text(Shape shape) {
    StringBuilder text = new StringBuilder();
    for (long size : shape.asArray()) {
      text.append(text.isEmpty() ? "" : "x").append(size < 0 ? "n" : Long.toString(size));
    }
    return text.toString();
  }
}
