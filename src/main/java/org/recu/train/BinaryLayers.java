package org.recu.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recu.binarize.Binarizer;
import org.recu.binarize.WeightBinarization;
import org.recu.fusion.Fusions;
import org.recu.graph.Variable;
import org.recu.nn.Architecture;
import org.recu.nn.BinaryConvolution;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * Reads the state of a graph's binary layers: the bound, the share of dead weights and the signs.
 * Its ops are not part of the training step; they run only when they are fetched.
 */
final class BinaryLayers {

  /** One layer's ops. */
  private record Probe(
      String name,
      int weights,
      Operand<TFloat32> bound,
      Operand<TInt64> dead,
      Operand<TUint8> positive) {}

  /**
   * The state of one layer.
   *
   * @param name of the layer
   * @param bound {@code Q}
   * @param dead share of dead weights, from 0 to 1
   * @param signs of the weights
   */
  record Reading(String name, double bound, double dead, LayerSigns signs) {}

  private final List<Probe> probes = new ArrayList<>();

  /**
   * Adds the ops to a graph.
   *
   * @param tf the graph
   * @param binarizer of the weights
   * @param weights the latent weight of each binary layer, by the layer's name
   * @param tau scalar, to be fed when the layers are read
   */
  BinaryLayers(Ops tf, Binarizer binarizer, Map<String, Variable> weights, Operand<TFloat32> tau) {
    weights.forEach(
        (name, weight) -> probes.add(probe(tf.withSubScope(name), binarizer, name, weight, tau)));
  }

  /** The latent weight of each binary layer, by the layer's name, in the network's order. */
  static Map<String, Variable> latentWeights(Architecture architecture, List<Variable> variables) {
    Map<String, Variable> byName = new HashMap<>();
    variables.forEach(variable -> byName.put(variable.parameter().name(), variable));
    Map<String, Variable> weights = new LinkedHashMap<>();
    for (BinaryConvolution layer : architecture.binaryConvolutions()) {
      weights.put(layer.name(), byName.get(layer.latentWeight().name()));
    }
    return weights;
  }

  private static Probe probe(
      Ops tf, Binarizer binarizer, String name, Variable weight, Operand<TFloat32> tau) {
    WeightBinarization binarization = binarizer.weight(tf, Fusions.plain(), weight.value(), tau);
    return new Probe(
        name,
        Math.toIntExact(weight.parameter().shape().size()),
        binarization.bound(),
        binarization.deadWeights(),
        tf.dtypes.cast(binarization.positive(), TUint8.class));
  }

  /** Number of weights of each layer, in the network's order. */
  List<Integer> weights() {
    return probes.stream().map(Probe::weights).toList();
  }

  /** The signs of each layer. */
  List<LayerSigns> signs(Session session) {
    if (probes.isEmpty()) {
      return List.of();
    }
    Session.Runner runner = session.runner();
    probes.forEach(probe -> runner.fetch(probe.positive()));
    List<LayerSigns> signs = new ArrayList<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < probes.size(); i++) {
        signs.add(signs(result, i));
      }
    }
    return signs;
  }

  /**
   * Reads the state of each layer.
   *
   * @param runner of the graph's session, with tau fed
   */
  List<Reading> read(Session.Runner runner) {
    if (probes.isEmpty()) {
      return List.of();
    }
    for (Probe probe : probes) {
      runner.fetch(probe.bound()).fetch(probe.dead()).fetch(probe.positive());
    }
    List<Reading> readings = new ArrayList<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < probes.size(); i++) {
        Probe probe = probes.get(i);
        readings.add(
            new Reading(
                probe.name(),
                ((TFloat32) result.get(3 * i)).getFloat(),
                (double) ((TInt64) result.get(3 * i + 1)).getLong() / probe.weights(),
                signs(result, 3 * i + 2)));
      }
    }
    return readings;
  }

  private static LayerSigns signs(Result result, int index) {
    TUint8 positive = (TUint8) result.get(index);
    byte[] bytes = new byte[Math.toIntExact(positive.size())];
    positive.asRawTensor().data().read(bytes);
    return LayerSigns.of(bytes);
  }
}
