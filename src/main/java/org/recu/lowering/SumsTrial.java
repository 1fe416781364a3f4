package org.recu.lowering;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.recu.fusion.Fusions;
import org.recu.graph.Device;
import org.recu.graph.GraphSession;
import org.recu.graph.Processor;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;

/**
 * Runs layers in every way that they can take, and measures each. A way whose sums differ from
 * those of the convolution is left out.
 */
public final class SumsTrial implements AutoCloseable {

  /** The most rounds, in each of which every way of a layer runs once. */
  private static final int ROUNDS = 12;

  /** Rounds in any case. */
  private static final int LEAST_ROUNDS = 3;

  /** After so many nanoseconds a layer has been measured enough. */
  private static final long ENOUGH = 150_000_000;

  private final GraphSession graph;
  private final List<TrialOperands> operands = new ArrayList<>();
  private final List<TrialSubject> subjects = new ArrayList<>();
  private final Session session;

  private SumsTrial(GraphSession graph, List<TriedLayer> layers, Processor processor) {
    this.graph = graph;
    Ops tf = graph.ops();
    for (int i = 0; i < layers.size(); i++) {
      TriedLayer layer = layers.get(i);
      Ops scope = tf.withSubScope("layer" + i);
      subjects.add(
          TrialSubject.of(scope, Fusions.compiled(scope), layer, layer.candidates(processor)));
    }
    session = graph.open(Device.cpu());
    layers.forEach(layer -> operands.add(TrialOperands.of(layer)));
  }

  /**
   * Measures layers.
   *
   * @param layers to try
   * @param processor that decides which ways there are
   * @return the times of each layer
   * @throws RuntimeException if TensorFlow cannot run one of them
   */
  public static List<TrialTimes> of(List<TriedLayer> layers, Processor processor) {
    try (SumsTrial trial = GraphSession.build(graph -> new SumsTrial(graph, layers, processor))) {
      trial.removeUnequal();
      List<TrialTimes> times = new ArrayList<>();
      for (int i = 0; i < layers.size(); i++) {
        times.add(trial.measured(i));
      }
      return times;
    }
  }

  /** Runs all at once, for what is compiled to be compiled on all processors. */
  private void removeUnequal() {
    Session.Runner runner = session.runner();
    for (int i = 0; i < subjects.size(); i++) {
      subjects.get(i).fed(runner, operands.get(i));
      subjects.get(i).ways().values().forEach(outcome -> runner.fetch(outcome.equal()));
    }
    try (Result result = runner.run()) {
      int position = 0;
      for (TrialSubject subject : subjects) {
        for (SumsBy way : List.copyOf(subject.ways().keySet())) {
          if (!((TBool) result.get(position)).getBoolean()) {
            subject.ways().remove(way);
          }
          position++;
        }
      }
    }
  }

  private TrialTimes measured(int layer) {
    TrialSubject subject = subjects.get(layer);
    Map<SumsBy, List<Double>> rounds = new EnumMap<>(SumsBy.class);
    subject.ways().keySet().forEach(way -> rounds.put(way, new ArrayList<>()));
    long start = System.nanoTime();
    for (int round = 1; round <= ROUNDS; round++) {
      subject
          .ways()
          .forEach((way, outcome) -> rounds.get(way).add(milliseconds(layer, outcome.sums())));
      if (round >= LEAST_ROUNDS
          && (TrialTimes.of(rounds).settled() || System.nanoTime() - start > ENOUGH)) {
        break;
      }
    }
    return TrialTimes.of(rounds);
  }

  private double milliseconds(int layer, Operand<?> sums) {
    Session.Runner runner = subjects.get(layer).fed(session.runner(), operands.get(layer));
    long start = System.nanoTime();
    runner.addTarget(sums).run().close();
    return (System.nanoTime() - start) / 1e6;
  }

  @Override
  public void close() {
    operands.forEach(TrialOperands::close);
    graph.close();
  }
}
