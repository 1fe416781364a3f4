package org.recu.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
