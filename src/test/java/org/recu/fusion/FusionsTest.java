package org.recu.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.graph.Numbers;
import org.recu.graph.TestGraph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Formulas as one compiled loop, and op by op. */
final class FusionsTest {

  private static final Shape IMAGES = Shape.of(-1, 2, 3);
  private static final Shape CHANNELS = Shape.of(3);

  /** {@code |a| (b + channel)}: what rounds does so once in both ways, so they agree to the bit. */
  private static Operand<TFloat32> formula(Ops tf, List<Operand<TFloat32>> in) {
    return tf.math.mul(tf.math.abs(in.get(0)), tf.math.add(in.get(1), in.get(2)));
  }

  private static double[] used(TestGraph graph, Fusions fusions, long batch, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int count = (int) batch * 6;
    List<Operand<TFloat32>> inputs =
        List.of(
            graph.constant(TestGraph.normal(random, count), batch, 2, 3),
            graph.constant(TestGraph.normal(random, count), batch, 2, 3),
            graph.constant(TestGraph.normal(random, 3), 3));
    return graph.value(
        fusions
            .define("product", List.of(IMAGES, IMAGES, CHANNELS), FusionsTest::formula)
            .apply(graph.tf(), inputs));
  }

  @Test
  void compiledAndPlain_anyBatch_areEqual() {
    try (TestGraph graph = new TestGraph()) {
      Fusions compiled = Fusions.compiled(graph.tf());
      for (int batch : new int[] {1, 4, 3, 4}) {
        assertThat(used(graph, compiled, batch, batch))
            .hasSize(batch * 6)
            .containsExactly(used(graph, Fusions.plain(), batch, batch));
      }
    }
  }

  @Test
  void compiled_batchOrLargeOperand_isAFunctionDefinedOnce() {
    try (TestGraph graph = new TestGraph()) {
      Fusions fusions = Fusions.compiled(graph.tf(), 100);
      List<Shape> images = List.of(IMAGES, IMAGES, CHANNELS);
      Fusion first = fusions.define("product", images, FusionsTest::formula);
      assertThat(fusions.define("product", images, FusionsTest::formula)).isSameAs(first);
      List<Shape> large = List.of(Shape.of(10, 10), Shape.of(10, 10), Shape.of(10));
      assertThat(fusions.define("product", large, FusionsTest::formula)).isNotSameAs(first);
      assertThat(functions(graph)).isEqualTo(2);
    }
  }

  /** 37 is a prime number, and more rows than are added up as slices. */
  @ParameterizedTest
  @CsvSource({"1, true", "7, true", "32, true", "28, true", "37, true", "28, false"})
  void imageSums_anyHeight_areTheSumsOfEachImagesValues(int height, boolean compiled) {
    Shape images = Shape.of(-1, height, 3, 2);
    Shape perImage = Shape.of(-1, 1, 1, 1);
    double[] values = TestGraph.normal(new SplittableRandom(height), 2 * height * 6);
    double[] means = {0.5, -2};
    double[] expected = new double[2];
    for (int i = 0; i < values.length; i++) {
      int image = i / (height * 6);
      double deviation = values[i] - means[image];
      expected[image] += deviation * deviation;
    }
    try (TestGraph graph = new TestGraph()) {
      Fusions fusions = compiled ? Fusions.compiled(graph.tf()) : Fusions.plain();
      Fusion squares =
          fusions.define(
              "squares",
              List.of(images, perImage),
              fusions.imageSums(
                  List.of(images, perImage),
                  (tf, in) -> tf.math.square(tf.math.sub(in.get(0), in.get(1)))));
      Operand<TFloat32> sums =
          squares.apply(
              graph.tf(),
              List.of(graph.constant(values, 2, height, 3, 2), graph.constant(means, 2, 1, 1, 1)));
      Numbers.assertClose("sums of images", graph.value(sums), expected, 1e-6);
    }
  }

  /** 7 and 37 are prime numbers, the latter greater than what is added up at a time. */
  @ParameterizedTest
  @CsvSource({
    "1, 3, true",
    "7, 3, true",
    "24, 3, true",
    "37, 1, true",
    "24, 1, true",
    "24, 3, false"
  })
  void filterSums_anyChannels_areTheSumsOfEachFiltersValues(
      int channels, int kernel, boolean compiled) {
    Shape filters = Shape.of(kernel, kernel, channels, 2);
    Shape perFilter = Shape.of(1, 1, 1, 2);
    int count = kernel * kernel * channels;
    double[] values = TestGraph.normal(new SplittableRandom(channels), 2 * count);
    double[] means = {0.5, -2};
    double[] squares = new double[2];
    double[] magnitudes = new double[2];
    for (int i = 0; i < values.length; i++) {
      double deviation = values[i] - means[i % 2];
      squares[i % 2] += deviation * deviation;
      magnitudes[i % 2] += Math.abs(deviation);
    }
    try (TestGraph graph = new TestGraph()) {
      Fusions fusions = compiled ? Fusions.compiled(graph.tf(), 0) : Fusions.plain();
      JointFusion moments =
          fusions.filterSums(
              "moments",
              List.of(
                  new Argument(TFloat32.class, filters), new Argument(TFloat32.class, perFilter)),
              (tf, in) -> {
                Operand<TFloat32> deviation = tf.math.sub(in.get(0), in.get(1));
                return List.of(tf.math.square(deviation), tf.math.abs(deviation));
              });
      List<Operand<TFloat32>> parts =
          moments.apply(
              graph.tf(),
              List.of(
                  graph.constant(values, kernel, kernel, channels, 2),
                  graph.constant(means, 1, 1, 1, 2)));
      Numbers.assertClose("squares", perFilter(graph, parts.get(0)), squares, 1e-6);
      Numbers.assertClose("magnitudes", perFilter(graph, parts.get(1)), magnitudes, 1e-6);
      int atATime = compiled && channels == 24 ? 4 : 1;
      assertThat(graph.value(parts.get(0))).hasSize(2 * count / atATime);
    }
  }

  private static double[] perFilter(TestGraph graph, Operand<TFloat32> parts) {
    return graph.value(graph.tf().reduceSum(parts, graph.tf().constant(new int[] {0, 1, 2})));
  }

  @Test
  void compiled_smallOperandsOnly_isNoFunction() {
    try (TestGraph graph = new TestGraph()) {
      Fusions fusions = Fusions.compiled(graph.tf(), 100);
      List<Shape> small = List.of(Shape.of(9, 11), Shape.of(9, 11), Shape.of(11));
      fusions.define("product", small, FusionsTest::formula);
      List<Shape> vectors = List.of(Shape.of(200), Shape.of(200), Shape.of(200));
      fusions.define("product", vectors, FusionsTest::formula);
      assertThat(functions(graph)).isZero();
    }
  }

  private static int functions(TestGraph graph) {
    return graph.graph().toGraphDef().getLibrary().getFunctionCount();
  }
}
