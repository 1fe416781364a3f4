package org.recu.fusion;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.recu.fusion.CompiledFunction.Argument;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/**
 * The fused formulas of one graph.
 *
 * <p>TensorFlow runs a formula op by op, and on the CPU each op reads its operands from memory and
 * writes its result back. A training step is as much memory traffic as arithmetic, so a chain of
 * seven element-wise ops costs about seven times what it should. Here such a chain becomes a
 * function of the graph, which XLA compiles into one loop when it first runs, for the shapes it
 * then gets.
 *
 * <p>Element-wise formulas gain, and so do sums of which little is left to XLA's own reductions
 * ({@link #imageSums}), which add in one long chain, slower and less exact than TensorFlow's. Its
 * convolutions are slower than oneDNN's.
 */
public final class Fusions {

  /**
   * Below this number of elements, running a formula's ops takes less time than calling its
   * compiled loop, which has to be compiled first as well.
   */
  private static final long WORTH_COMPILING = 1 << 17;

  /**
   * The most rows that are added up at a time. Each is read as a stream of its own; rows are often
   * a multiple of 4 kB apart, and the first cache holds eight lines of such addresses.
   */
  private static final int MOST_ROWS = 8;

  /** The same of images with many channels: more rows take longer to compile and gain little. */
  private static final int MOST_WIDE_ROWS = 2;

  private static final int WIDE = 64;

  /** The most channels of a filter that are added up at a time. */
  private static final int MOST_FILTER_CHANNELS = 4;

  private final ExecutionEnvironment graph;
  private final boolean compiled;
  private final long least;
  private final Map<String, Fusion> defined = new HashMap<>();
  private final Map<String, CompiledFunction> functions = new HashMap<>();

  /** Those that the graph calls, in the order of their first calls. */
  private final Set<CompiledFunction> called = new LinkedHashSet<>();

  private Fusions(ExecutionEnvironment graph, boolean compiled, long least) {
    this.graph = graph;
    this.compiled = compiled;
    this.least = least;
  }

  /**
   * Compiled fusions, for the CPU.
   *
   * @param tf ops of the graph that they become functions of
   */
  public static Fusions compiled(Ops tf) {
    return compiled(tf, WORTH_COMPILING);
  }

  /**
   * Fusions that are compiled from a number of elements on.
   *
   * @param tf ops of the graph that they become functions of
   * @param least elements of the largest operand
   */
  public static Fusions compiled(Ops tf, long least) {
    return new Fusions(tf.scope().env(), true, least);
  }

  /** Fusions that are not compiled: each use of a formula adds its ops to the graph. */
  public static Fusions plain() {
    return new Fusions(null, false, 0);
  }

  /**
   * A formula over float32 operands of these shapes. It is compiled if one of them is of unknown
   * size, as a batch is, or large.
   *
   * @param name identifies the formula, together with the shapes; it is defined once
   * @param inputs shape of each operand; -1 for an unknown size
   * @param formula of element-wise ops, each of whose operands comes from the formula's inputs
   */
  public Fusion define(String name, List<Shape> inputs, Formula formula) {
    return widening(
        name, inputs.stream().map(shape -> new Argument(TFloat32.class, shape)).toList(), formula);
  }

  /**
   * The same over operands some of which are bfloat16 or {@link Int16}, and are widened to float32.
   *
   * @param inputs type and shape of each operand
   */
  public Fusion widening(String name, List<Argument> inputs, Formula formula) {
    if (!areCompiled(inputs)) {
      return Fusion.plain(formula);
    }
    return defined.computeIfAbsent(
        key(name, inputs), key -> Fusion.compiled(formula, body -> defined(key, inputs, body)));
  }

  /**
   * Formulas over the same operands, compiled as {@link #widening} does.
   *
   * @param name identifies the formulas, together with the shapes; they are defined once
   * @param inputs type and shape of each operand
   * @param formulas of element-wise ops, each of whose operands comes from the formulas' inputs
   */
  public JointFusion jointly(String name, List<Argument> inputs, JointFusion.Formulas formulas) {
    return new JointFusion(
        formulas,
        areCompiled(inputs)
            ? Optional.of(
                function(
                    key(name, inputs),
                    inputs,
                    (tf, operands) -> formulas.of(tf, Fusion.widened(tf, operands))))
            : Optional.empty());
  }

  /**
   * A formula whose values are summed over each image, as a part of one that is compiled. Its own
   * values are never written: groups of rows are added up in pairs as they are computed, and the
   * compiler's reduction has the rest.
   *
   * @param inputs shape of each operand: (batch, height, width, channels), of which all but the
   *     batch is known, for the first; height and width 1 where it is the same for all pixels
   * @param formula of element-wise ops, each of whose operands comes from the formula's inputs
   * @return (batch, 1, 1, 1)
   */
  public Formula imageSums(List<Shape> inputs, Formula formula) {
    Shape image = inputs.get(0);
    Block rows = Block.ofRows(image.get(1), image.get(3) < WIDE ? MOST_ROWS : MOST_WIDE_ROWS);
    return (tf, operands) ->
        tf.reduceSum(
            compiled
                ? rows.sums(tf, (ops, in) -> List.of(formula.of(ops, in)), operands, inputs).get(0)
                : formula.of(tf, operands),
            tf.constant(new int[] {1, 2, 3}),
            ReduceSum.keepDims(true));
  }

  /**
   * Formulas over a convolution's filters whose values are to be summed over each filter. Where
   * they are compiled, neighbouring channels are added up as they are computed, and what is left
   * for the caller to add is smaller by that many.
   *
   * @param name identifies the formulas, together with the shapes; they are defined once
   * @param inputs type and shape of each operand: (kernel height, kernel width, channels, filters)
   *     for the first, all known, or what is the same for all of a filter
   * @param formulas of element-wise ops, each of whose operands comes from the formulas' inputs
   * @return formulas with (kernel height, kernel width, any, filters) each, to be added up over all
   *     but the last dimension
   */
  public JointFusion filterSums(String name, List<Argument> inputs, JointFusion.Formulas formulas) {
    List<Shape> shapes = inputs.stream().map(Argument::shape).toList();
    Block channels = Block.ofColumns(shapes.get(0).get(2), MOST_FILTER_CHANNELS);
    return jointly(
        name,
        inputs,
        areCompiled(inputs)
            ? (tf, operands) -> channels.sums(tf, formulas, operands, shapes)
            : formulas);
  }

  /**
   * A function of the graph, compiled whatever its size.
   *
   * @param name identifies the function; it is defined once
   * @param arguments its operands
   * @param body what it computes
   * @throws IllegalStateException if these fusions are {@linkplain #plain not compiled}
   */
  public CompiledFunction function(
      String name, List<Argument> arguments, CompiledFunction.Body body) {
    if (!compiled) {
      throw new IllegalStateException("fusions that are not compiled have no functions");
    }
    return functions.computeIfAbsent(name, key -> defined(key, arguments, body));
  }

  /** Whether formulas can be compiled. */
  public boolean areCompiled() {
    return compiled;
  }

  /**
   * Adds what compiles all functions that the graph calls by now, before they are needed.
   *
   * @param tf where it goes
   */
  public EarlyCompilation early(Ops tf) {
    return new EarlyCompilation(tf, List.copyOf(called));
  }

  private CompiledFunction defined(
      String name, List<Argument> arguments, CompiledFunction.Body body) {
    return CompiledFunction.define(graph, name, arguments, body, called::add);
  }

  private boolean areCompiled(List<Argument> inputs) {
    return compiled && inputs.stream().map(Argument::shape).anyMatch(this::isLarge);
  }

  private boolean isLarge(Shape shape) {
    return shape.numDimensions() > 1 && (shape.hasUnknownDimension() || shape.size() >= least);
  }

  private static String key(String name, List<Argument> inputs) {
    return inputs.stream().map(Fusions::text).collect(Collectors.joining("_", name + "_", ""));
  }

  private static String text(Argument argument) {
    String shape =
        LongStream.of(argument.shape().asArray())
            .mapToObj(size -> size < 0 ? "n" : Long.toString(size))
            .collect(Collectors.joining("x"));
    return argument.type() == TFloat32.class
        ? shape
        : shape + (argument.type() == TBfloat16.class ? "b" : "h");
  }
}
