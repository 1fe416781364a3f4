package org.recu.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recu.graph.ArgumentParameters;
import org.recu.graph.GraphFunction;
import org.recu.graph.GraphSession;
import org.recu.lowering.BatchShare;
import org.recu.lowering.WholeBatch;
import org.recu.nn.Parameter;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * A tower as a function of the graph, called once on each device.
 *
 * <p>TensorFlow adds the ops of a gradient without a device, so that in one graph the backward
 * passes of all towers would run on the first device. The ops of a function run where it is called.
 */
final class TowerFunction {

  private final GraphFunction function;
  private final GraphDef forwardGraph;
  private final List<Parameter> statistics;
  private final Shape logits;
  private final int buffers;

  /**
   * What a tower gives.
   *
   * @param loss scalar, as in {@link StepGradients}
   * @param logits (rows, classes), a stand-in's included
   * @param gradients packed by {@link GradientBuffers}
   * @param statistics the new value of each running statistic
   */
  record Result(
      Operand<TFloat32> loss,
      Operand<TFloat32> logits,
      List<Operand<TFloat32>> gradients,
      Map<Parameter, Operand<TFloat32>> statistics) {}

  /**
   * Adds the function to a graph.
   *
   * @param graph that calls it
   * @param learning what is learnt
   * @param towers for which it is built
   * @param packing of the gradients
   * @param exchange of batch statistics; empty where a tower normalises by its own
   */
  TowerFunction(
      Graph graph,
      Learning learning,
      Towers towers,
      GradientBuffers packing,
      Optional<WholeBatch.Exchange> exchange) {
    try (GraphSession body = new GraphSession()) {
      Ops tf = body.ops();
      int size = learning.network().imageSize();
      logits = Shape.of(-1, learning.network().classes());
      TowerInputs inputs =
          new TowerInputs(
              argument(tf, "images", TFloat32.class, Shape.of(-1, size, size, 3)),
              argument(tf, "labels", TInt32.class, Shape.of(-1)),
              learning.taught()
                  ? Optional.of(argument(tf, "teacher", TFloat32.class, logits))
                  : Optional.empty(),
              argument(tf, "tau", TFloat32.class, Shape.scalar()),
              Optional.of(
                  new BatchShare(
                      argument(tf, "share", TFloat32.class, Shape.scalar()),
                      argument(tf, "total", TFloat32.class, Shape.scalar()))));
      ArgumentParameters parameters =
          new ArgumentParameters(tf, learning.network().architecture().parameters());
      StepGradients step =
          StepGradients.of(
              tf,
              learning,
              towers.target(),
              parameters,
              towers.target().fusions(tf),
              inputs,
              exchange);
      List<Operand<TFloat32>> packed = packing.pack(tf, step.gradients());
      List<Operand<?>> results = new ArrayList<>(List.of(step.loss(), step.logits()));
      results.addAll(packed);
      results.addAll(parameters.updates(tf));
      buffers = packed.size();
      statistics = parameters.updated();
      forwardGraph = ForwardGraph.of(body.graph(), step.loss().op().name());
      function =
          GraphFunction.define(
              graph, "tower", body.graph(), operands(inputs, parameters.arguments()), results);
    }
  }

  private static <T extends TType> Operand<T> argument(
      Ops tf, String name, Class<T> type, Shape shape) {
    return tf.withName(name).placeholder(type, Placeholder.shape(shape));
  }

  private static List<Operand<?>> operands(TowerInputs inputs, List<Operand<TFloat32>> parameters) {
    List<Operand<?>> operands = new ArrayList<>(List.of(inputs.images(), inputs.labels()));
    inputs.teacher().ifPresent(operands::add);
    operands.add(inputs.tau());
    operands.add(inputs.share().orElseThrow().images());
    operands.add(inputs.share().orElseThrow().total());
    operands.addAll(parameters);
    return operands;
  }

  /**
   * Adds a tower.
   *
   * @param tf where it runs
   * @param inputs with a share
   * @param parameters in the network's order
   */
  Result call(Ops tf, TowerInputs inputs, List<Operand<TFloat32>> parameters) {
    List<Operand<TFloat32>> results = new ArrayList<>();
    for (Output<?> output : function.call(tf, operands(inputs, parameters))) {
      results.add(output.expect(TFloat32.class));
    }
    Map<Parameter, Operand<TFloat32>> updates = new LinkedHashMap<>();
    for (int i = 0; i < statistics.size(); i++) {
      updates.put(statistics.get(i), results.get(2 + buffers + i));
    }
    return new Result(
        results.get(0),
        tf.ensureShape(results.get(1), logits),
        results.subList(2, 2 + buffers),
        updates);
  }

  /** A tower's forward pass up to its loss, for graph viewers. */
  GraphDef forwardGraph() {
    return forwardGraph;
  }
}
