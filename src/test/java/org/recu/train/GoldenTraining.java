package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.recu.binarize.BinarizationMethod;
import org.recu.cluster.Team;
import org.recu.golden.GoldenFill;
import org.recu.golden.GoldenNetwork;
import org.recu.golden.GoldenSteps;
import org.recu.golden.GoldenTensor;
import org.recu.golden.NativeTensors;
import org.recu.graph.Device;
import org.recu.graph.DeviceGroup;
import org.recu.image.Normalization;
import org.recu.lowering.Arithmetic;
import org.recu.model.Models;
import org.recu.model.Network;
import org.recu.pytorch.TorchTensor;
import org.recu.weights.WeightMatch;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The steps of a golden file, taken by a training graph. */
final class GoldenTraining {

  private GoldenTraining() {}

  /**
   * The loss of each step.
   *
   * @param towers that take them
   * @param steps how many
   */
  static List<Double> losses(
      GoldenSteps golden, BinarizationMethod method, Towers towers, int steps) {
    GoldenNetwork network = GoldenNetwork.of(golden.family(), golden.model());
    int size = network.imageSize();
    GoldenTensor pixels = GoldenFill.pixels(List.of(golden.batch(), 3, size, size)).nchwToNhwc();
    int[] classes = IntStream.range(0, golden.batch()).map(i -> i % 10).toArray();
    List<TFloat32> images = split(pixels, towers.size());
    List<Double> losses = new ArrayList<>();
    try (TrainingGraph graph = TrainingGraph.of(learning(golden, method, network), towers);
        TInt32 labels = TInt32.vectorOf(classes)) {
      graph.initialize();
      graph.assign(weights(network));
      for (int i = 0; i < steps; i++) {
        StepRates rates = new StepRates(golden.learningRate(), golden.tau(), i + 1);
        try (StepResult result = graph.steps().runNormalized(images, labels, rates)) {
          losses.add((double) result.loss());
        }
      }
    }
    images.forEach(TFloat32::close);
    return losses;
  }

  /**
   * A worker's part of the loss of each step, and the checksums of its variables after the last.
   * The graph is built by one worker at a time, since all of them are in one process here.
   */
  static Worker worker(GoldenSteps golden, Team team, boolean syncBatchNorm, int steps) {
    GoldenNetwork network = GoldenNetwork.of(golden.family(), golden.model());
    int size = network.imageSize();
    GoldenTensor pixels = GoldenFill.pixels(List.of(golden.batch(), 3, size, size)).nchwToNhwc();
    int own = golden.batch() / team.size() + (team.task() < golden.batch() % team.size() ? 1 : 0);
    int first =
        team.task() * (golden.batch() / team.size())
            + Math.min(team.task(), golden.batch() % team.size());
    int[] classes = IntStream.range(first, first + own).map(i -> i % 10).toArray();
    Towers towers = new Towers(DeviceGroup.of(Device.cpu()), Arithmetic.FLOAT32, syncBatchNorm);
    List<Double> losses = new ArrayList<>();
    try (TrainingGraph graph =
            building(
                () ->
                    TrainingGraph.of(
                        learning(golden, BinarizationMethod.RECU, network), towers, team));
        TFloat32 images = NativeTensors.of(rows(pixels, first, own));
        TInt32 labels = TInt32.vectorOf(classes)) {
      graph.initialize();
      if (team.leads()) {
        graph.assign(weights(network));
      }
      graph.followChief();
      for (int i = 0; i < steps; i++) {
        StepRates rates =
            new StepRates(golden.learningRate(), golden.tau(), i + 1)
                .of(new StepShare(own, golden.batch()));
        try (StepResult result = graph.steps().runNormalized(List.of(images), labels, rates)) {
          losses.add((double) result.loss());
        }
      }
      return new Worker(losses, graph.checksums());
    }
  }

  /** What a worker has computed. */
  record Worker(List<Double> losses, List<VariableChecksum> checksums) {}

  private static WeightMatch weights(GoldenNetwork network) {
    Map<String, TorchTensor> stateDict = new HashMap<>();
    network.weights().forEach((name, values) -> stateDict.put(name, values.torch()));
    WeightMatch match = WeightMatch.of(model(network).architecture().parameters(), stateDict);
    assertThat(match.whole()).as(match.difference()).isTrue();
    return match;
  }

  private static Network model(GoldenNetwork network) {
    return Models.create(network.name(), network.classes(), network.imageSize());
  }

  private static synchronized TrainingGraph building(Supplier<TrainingGraph> graph) {
    return graph.get();
  }

  private static GoldenTensor rows(GoldenTensor images, int from, int rows) {
    int image = images.values().length / images.shape().get(0);
    List<Integer> shape = new ArrayList<>(images.shape());
    shape.set(0, rows);
    return new GoldenTensor(
        shape, Arrays.copyOfRange(images.values(), from * image, (from + rows) * image));
  }

  private static Learning learning(
      GoldenSteps golden, BinarizationMethod method, GoldenNetwork network) {
    List<Double> unused = List.of(1.0, 1.0, 1.0);
    return new Learning(
        model(network),
        method.binarizer(),
        new Normalization(unused, unused),
        new OptimizerOptions(
            OptimizerOptions.Kind.valueOf(golden.optimizer().toUpperCase(Locale.ROOT)),
            golden.momentum(),
            golden.weightDecay(),
            OptimizerOptions.Decayed.ALL),
        false,
        1);
  }

  /** Each tower's images, a stand-in for one that has none. */
  private static List<TFloat32> split(GoldenTensor images, int towers) {
    int batch = images.shape().get(0);
    List<TFloat32> parts = new ArrayList<>();
    int next = 0;
    for (int own : BatchSplit.images(batch, towers)) {
      int from = Math.min(next, batch - 1);
      int rows = Math.max(1, own);
      parts.add(NativeTensors.of(rows(images, from, rows)));
      next += own;
    }
    return parts;
  }
}
