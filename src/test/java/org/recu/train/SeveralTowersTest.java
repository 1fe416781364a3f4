package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.binarize.BinarizationMethod;
import org.recu.golden.GoldenSteps;
import org.recu.golden.NativeTensors;
import org.recu.image.Normalization;
import org.recu.lowering.Arithmetic;
import org.recu.lowering.SumsBy;
import org.recu.lowering.Ways;
import org.recu.model.Models;
import org.recu.run.DeviceNames;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Several towers against an independent implementation and against one tower. The system property
 * {@code recu.devices} names other devices for the golden steps, such as GPUs.
 */
final class SeveralTowersTest {

  private static final String DEVICES = System.getProperty("recu.devices", "cpu:2");
  private static final int IMAGE = 32 * 32 * 3;

  /**
   * Steps held, as {@link TrainingGraphTest} explains: vgg_small parts after two, because one more
   * way to round turns a sign. 16 images among three towers are 6, 6 and 4; 2 are 1, 1 and none.
   */
  @ParameterizedTest
  @CsvSource({
    "cifar resnet20_1w1a adam, , 5",
    "cifar vgg_small_1w1a sgd, , 2",
    "cifar resnet20_1w1a sgd, cpu:3, 2",
    "two_stage resnet18_1w1a adam, cpu:3, 1",
  })
  void step_statisticsOfTheWholeBatch_followsGoldenLosses(String steps, String devices, int held) {
    GoldenSteps golden =
        GoldenSteps.all().stream()
            .filter(candidate -> candidate.toString().equals(steps))
            .findFirst()
            .orElseThrow();
    Towers towers = towers(devices == null ? DEVICES : devices, Arithmetic.FLOAT32, true);
    List<Double> losses = GoldenTraining.losses(golden, BinarizationMethod.RECU, towers, held);
    for (int step = 0; step < held; step++) {
      double expected = golden.losses().get(step);
      assertThat(losses.get(step))
          .as("loss of step %d", step)
          .isCloseTo(expected, within(GoldenSteps.TOLERANCE * expected));
    }
  }

  /**
   * Towers that get equal images have equal gradients, whose mean is the gradient of one: halves
   * are exact in floating point, so every bit must agree. The third tower gets no image.
   */
  @ParameterizedTest
  @CsvSource({"cpu:2, FLOAT32, false", "cpu:3, MIXED, true"})
  void step_ownStatisticsAndEqualShares_isThatOfOneTower(
      String devices, Arithmetic arithmetic, boolean taught) {
    byte[] images = images(2);
    float[] one;
    try (TrainingGraph graph = graph(towers("cpu", arithmetic, false), taught)) {
      one = trained(graph, images, 1, taught);
    }
    try (TrainingGraph graph = graph(towers(devices, arithmetic, false), taught)) {
      assertThat(trained(graph, images, 2, taught)).isEqualTo(one);
    }
  }

  @Test
  void step_shareOfTwoAndOfOne_weighsTheLossByImages() {
    byte[] images = images(3);
    int[] labels = {0, 1, 2};
    StepRates rates = new StepRates(0.1, 0.85, 1);
    float[] first;
    float[] second;
    try (TrainingGraph graph = graph(towers("cpu", Arithmetic.FLOAT32, false), false)) {
      first = lossAndLogits(graph, images, 0, new int[] {0, 1}, new StepRates(0, 0.85, 1));
      second = lossAndLogits(graph, images, 2, new int[] {2}, rates);
    }
    try (TrainingGraph graph = graph(towers("cpu:2", Arithmetic.FLOAT32, false), false)) {
      float[] both = lossAndLogits(graph, images, 0, labels, rates);
      assertThat(both[0]).isCloseTo((2 * first[0] + second[0]) / 3, within(1e-6f));
      assertThat(both).hasSize(1 + 3 * 10);
      for (int i = 0; i < 20; i++) {
        assertThat(both[1 + i]).isEqualTo(first[1 + i]);
      }
      for (int i = 0; i < 10; i++) {
        assertThat(both[21 + i]).isEqualTo(second[1 + i]);
      }
    }
  }

  /** The losses of three steps, and the logits of an evaluation afterwards. */
  private static float[] trained(TrainingGraph graph, byte[] images, int times, boolean taught) {
    int count = images.length / IMAGE;
    float[] seen = new float[3 + 10 * count];
    byte[] repeated = new byte[times * images.length];
    for (int i = 0; i < times; i++) {
      System.arraycopy(images, 0, repeated, i * images.length, images.length);
    }
    float[] wanted = new float[10 * count * times];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = i % (10 * count);
    }
    int[] labels = IntStream.range(0, count * times).map(i -> i % count).toArray();
    try (TUint8 pixels = pixels(repeated);
        TInt32 classes = TInt32.vectorOf(labels);
        TFloat32 teacher =
            TFloat32.tensorOf(Shape.of(labels.length, 10), DataBuffers.of(wanted, false, false))) {
      for (int step = 0; step < 3; step++) {
        StepRates rates = new StepRates(0.1, 0.85, step + 1);
        try (StepResult result =
            taught
                ? graph.steps().run(pixels, classes, teacher, rates)
                : graph.steps().run(pixels, classes, rates)) {
          seen[step] = result.loss();
        }
      }
    }
    try (TUint8 pixels = pixels(images);
        TFloat32 logits = graph.logits(pixels)) {
      System.arraycopy(NativeTensors.values(logits), 0, seen, 3, 10 * count);
    }
    return seen;
  }

  private static float[] lossAndLogits(
      TrainingGraph graph, byte[] images, int from, int[] labels, StepRates rates) {
    byte[] some = new byte[labels.length * IMAGE];
    System.arraycopy(images, from * IMAGE, some, 0, some.length);
    try (TUint8 pixels = pixels(some);
        TInt32 classes = TInt32.vectorOf(labels);
        StepResult result = graph.steps().run(pixels, classes, rates)) {
      float[] logits = NativeTensors.values(result.logits());
      float[] seen = new float[1 + logits.length];
      seen[0] = result.loss();
      System.arraycopy(logits, 0, seen, 1, logits.length);
      return seen;
    }
  }

  private static TrainingGraph graph(Towers towers, boolean taught) {
    List<Double> half = List.of(0.5, 0.5, 0.5);
    TrainingGraph graph =
        TrainingGraph.of(
            new Learning(
                Models.create("resnet20_1w1a", 10, 32),
                BinarizationMethod.RECU.binarizer(),
                new Normalization(half, half),
                new OptimizerOptions(
                    OptimizerOptions.Kind.SGD, 0.9, 5e-4, OptimizerOptions.Decayed.ALL),
                taught,
                1),
            towers);
    graph.initialize();
    return graph;
  }

  private static byte[] images(int count) {
    byte[] images = new byte[count * IMAGE];
    new SplittableRandom(3).nextBytes(images);
    return images;
  }

  private static TUint8 pixels(byte[] images) {
    return TUint8.tensorOf(
        Shape.of(images.length / IMAGE, 32, 32, 3), DataBuffers.of(images, false, false));
  }

  /** In float32 by the convolution, which compiles nothing and gives the same numbers. */
  private static Towers towers(String devices, Arithmetic arithmetic, boolean wholeBatch) {
    return new Towers(
        DeviceNames.parse(devices).orElseThrow(),
        arithmetic,
        wholeBatch,
        Ways.always(arithmetic == Arithmetic.MIXED ? SumsBy.COUNT : SumsBy.CONVOLUTION));
  }
}
