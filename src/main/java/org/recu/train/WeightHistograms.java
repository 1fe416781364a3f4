package org.recu.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recu.graph.Variable;
import org.recu.tensorboard.Histogram;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Computes histograms of a graph's weights inside the graph, so that the weights need not be copied
 * out. Its ops are not part of the training step; they run only when they are fetched.
 */
final class WeightHistograms {

  private static final int BINS = 50;

  /** The ops to fetch for one variable. */
  private record Probe(
      String name,
      Operand<TFloat32> least,
      Operand<TFloat32> greatest,
      Operand<TFloat32> sum,
      Operand<TFloat32> sumOfSquares,
      Operand<TInt32> counts) {}

  private final List<Probe> probes = new ArrayList<>();

  /**
   * Adds the ops to a graph.
   *
   * @param tf the graph
   * @param weights by the name of their histogram
   */
  WeightHistograms(Ops tf, Map<String, Variable> weights) {
    weights.forEach(
        (name, weight) -> probes.add(probe(tf.withSubScope(name), name, weight.value())));
  }

  private static Probe probe(Ops tf, String name, Operand<TFloat32> weight) {
    Operand<TFloat32> flat = tf.reshape(weight, tf.constant(new long[] {Shape.UNKNOWN_SIZE}));
    Operand<TInt32> all = tf.constant(0);
    Operand<TFloat32> least = tf.min(flat, all);
    // If all weights are equal, the bins still need a width above 0.
    Operand<TFloat32> beyond =
        tf.math.add(
            least,
            tf.math.mul(tf.constant(1e-6f), tf.math.add(tf.math.abs(least), tf.constant(1f))));
    Operand<TFloat32> greatest = tf.math.maximum(tf.max(flat, all), beyond);
    return new Probe(
        name,
        least,
        greatest,
        tf.reduceSum(flat, all),
        tf.reduceSum(tf.math.square(flat), all),
        tf.histogramFixedWidth(flat, tf.stack(List.of(least, greatest)), tf.constant(BINS)));
  }

  /** Computes the histograms, by name. */
  Map<String, Histogram> read(Session session) {
    Map<String, Histogram> histograms = new LinkedHashMap<>();
    if (probes.isEmpty()) {
      return histograms;
    }
    Session.Runner runner = session.runner();
    for (Probe probe : probes) {
      runner
          .fetch(probe.least())
          .fetch(probe.greatest())
          .fetch(probe.sum())
          .fetch(probe.sumOfSquares())
          .fetch(probe.counts());
    }
    try (Result result = runner.run()) {
      for (int i = 0; i < probes.size(); i++) {
        List<Integer> counts = new ArrayList<>();
        ((TInt32) result.get(5 * i + 4)).scalars().forEach(count -> counts.add(count.getInt()));
        histograms.put(
            probes.get(i).name(),
            new Histogram(
                number(result, 5 * i),
                number(result, 5 * i + 1),
                number(result, 5 * i + 2),
                number(result, 5 * i + 3),
                counts));
      }
    }
    return histograms;
  }

  private static float number(Result result, int index) {
    return ((TFloat32) result.get(index)).getFloat();
  }
}
