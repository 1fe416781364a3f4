package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/**
 * Steps of training against an independent implementation's.
 *
 * <p>Signs make training chaotic: one activation within rounding of 0 turns, and the losses part. A
 * step is held for as long as the golden float32 and float64 columns agree, and this program's own
 * losses for the batch in its order and in reverse, which differ by rounding alone.
 */
final class TrainingGraphTest {

  static List<GoldenSteps> steps() {
    return GoldenSteps.cifar();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void step_goldenWeights_followsGoldenLosses(GoldenSteps golden) {
    List<Double> losses = losses(golden, false);
    List<Double> reversed = losses(golden, true);
    int held = 0;
    while (held < losses.size() && close(losses.get(held), reversed.get(held))) {
      double expected = golden.losses().get(held);
      assertThat(losses.get(held))
          .as("loss of step %d", held)
          .isCloseTo(expected, within(GoldenSteps.TOLERANCE * expected));
      held++;
    }
    assertThat(held).as("steps that could be held").isGreaterThanOrEqualTo(2);
  }

  private static boolean close(double first, double second) {
    return Math.abs(first - second) <= GoldenSteps.TOLERANCE * first;
  }

  private static List<Double> losses(GoldenSteps golden, boolean reverse) {
    OptimizerOptions optimizer =
        new OptimizerOptions(
            OptimizerOptions.Kind.valueOf(golden.optimizer().toUpperCase(Locale.ROOT)),
            golden.momentum(),
            golden.weightDecay());
    List<Double> unused = List.of(1.0, 1.0, 1.0);
    GoldenTensor pixels = GoldenFill.pixels(List.of(golden.batch(), 3, 32, 32)).nchwToNhwc();
    int[] classes = IntStream.range(0, golden.batch()).map(i -> i % 10).toArray();
    if (reverse) {
      pixels = reversed(pixels);
      classes =
          IntStream.range(0, classes.length).map(i -> (golden.batch() - 1 - i) % 10).toArray();
    }
    List<Double> losses = new ArrayList<>();
    try (TrainingGraph graph =
            new TrainingGraph(
                Models.create(golden.model(), 10), unused, unused, optimizer, 1, Device.cpu());
        TFloat32 images = NativeTensors.of(pixels);
        TInt32 labels = TInt32.vectorOf(classes)) {
      graph.initialize();
      GoldenNetwork.of("cifar", golden.model())
          .weights()
          .forEach(
              (name, values) -> graph.assign(name, kind -> NativeTensors.parameter(values, kind)));
      for (int i = 0; i < golden.comparable(); i++) {
        StepRates rates = new StepRates(golden.learningRate(), golden.tau(), i + 1);
        try (StepResult result = graph.stepNormalized(images, labels, rates)) {
          losses.add((double) result.loss());
        }
      }
    }
    return losses;
  }

  private static GoldenTensor reversed(GoldenTensor batch) {
    float[] values = batch.values();
    int images = batch.shape().get(0);
    int size = values.length / images;
    float[] turned = new float[values.length];
    for (int i = 0; i < images; i++) {
      System.arraycopy(values, i * size, turned, (images - 1 - i) * size, size);
    }
    return new GoldenTensor(batch.shape(), turned);
  }
}
