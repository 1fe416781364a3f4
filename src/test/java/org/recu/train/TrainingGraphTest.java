package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.golden.GoldenFill;
import org.recu.golden.GoldenNetwork;
import org.recu.golden.GoldenSteps;
import org.recu.golden.GoldenTensor;
import org.recu.golden.NativeTensors;
import org.recu.model.Models;
import org.recu.nn.Device;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Steps of training against an independent implementation's. */
final class TrainingGraphTest {

  static List<GoldenSteps> steps() {
    return GoldenSteps.cifar();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void step_goldenWeights_followsGoldenLosses(GoldenSteps golden) {
    OptimizerOptions optimizer =
        new OptimizerOptions(
            OptimizerOptions.Kind.valueOf(golden.optimizer().toUpperCase(java.util.Locale.ROOT)),
            golden.momentum(),
            golden.weightDecay());
    List<Double> none = List.of(0.0, 0.0, 0.0);
    List<Double> one = List.of(1.0, 1.0, 1.0);
    GoldenTensor pixels = GoldenFill.pixels(List.of(golden.batch(), 3, 32, 32));
    int[] classes = IntStream.range(0, golden.batch()).map(i -> i % 10).toArray();
    try (TrainingGraph graph =
            new TrainingGraph(
                Models.create(golden.model(), 10), none, one, optimizer, 1, Device.cpu());
        TFloat32 images = NativeTensors.of(pixels.nchwToNhwc());
        TInt32 labels = TInt32.vectorOf(classes)) {
      graph.initialize();
      GoldenNetwork.of("cifar", golden.model())
          .weights()
          .forEach(
              (name, values) -> graph.assign(name, kind -> NativeTensors.parameter(values, kind)));
      int comparable = golden.comparable();
      assertThat(comparable).isPositive();
      for (int i = 0; i < comparable; i++) {
        StepRates rates = new StepRates(golden.learningRate(), golden.tau(), i + 1);
        try (StepResult result = graph.stepNormalized(images, labels, rates)) {
          double expected = golden.losses().get(i);
          assertThat((double) result.loss())
              .as("loss of step %d", i)
              .isCloseTo(expected, within(GoldenSteps.TOLERANCE * expected));
        }
      }
    }
  }
}
