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
import org.tensorflow.types.TFloat32;

final class BlockTest {

  @ParameterizedTest
  @CsvSource({
    "32, 32, 16, 4, 4",
    "4, 4, 16, 4, 4",
    "8, 2, 16, 8, 2",
    "7, 7, 16, 1, 7",
    "14, 14, 16, 2, 7",
    "56, 56, 12, 2, 4",
    "6, 6, 16, 2, 6",
    "37, 37, 16, 1, 1",
    "1, 1, 16, 1, 1",
    "32, 32, 1, 1, 1"
  })
  void dividing_anyImage_isTheLargestBlockClosestToASquare(
      int height, int width, int most, int rows, int columns) {
    assertThat(Block.dividing(Shape.of(-1, height, width, 3), most))
        .isEqualTo(new Block(rows, columns));
  }

  @ParameterizedTest
  @CsvSource({"32, 8, 8", "28, 8, 7", "37, 8, 1", "3, 8, 3"})
  void ofRows_anyHeight_isTheMostThatDivideIt(int height, int most, int rows) {
    assertThat(Block.ofRows(height, most)).isEqualTo(new Block(rows, 1));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 3", "4, 1", "1, 6", "4, 6"})
  void sums_ofAFormula_areThoseOfEachBlocksPixels(int rows, int columns) {
    int height = 4;
    int width = 6;
    int channels = 2;
    double[] values = TestGraph.normal(new SplittableRandom(rows), height * width * channels);
    double[] factors = {3, -0.5};
    double[] expected = new double[height / rows * (width / columns) * channels];
    for (int i = 0; i < values.length; i++) {
      int channel = i % channels;
      int row = i / channels / width / rows;
      int column = i / channels % width / columns;
      expected[(row * (width / columns) + column) * channels + channel] +=
          values[i] * factors[channel] + 7;
    }
    try (TestGraph graph = new TestGraph()) {
      List<Operand<TFloat32>> operands =
          List.of(
              graph.constant(values, 1, height, width, channels),
              graph.constant(factors, channels),
              graph.constant(new double[] {7}, 1, 1, 1, 1));
      Operand<TFloat32> sums =
          new Block(rows, columns)
              .sums(
                  graph.tf(),
                  (tf, in) -> List.of(tf.math.add(tf.math.mul(in.get(0), in.get(1)), in.get(2))),
                  operands,
                  List.of(
                      Shape.of(-1, height, width, channels),
                      Shape.of(channels),
                      Shape.of(-1, 1, 1, 1)))
              .get(0);
      Numbers.assertClose("sums of blocks", graph.value(sums), expected, 1e-6);
    }
  }

  /** One after the other, the ones would be lost beside 2^24. */
  @Test
  void total_ofManyTerms_addsInPairs() {
    try (TestGraph graph = new TestGraph()) {
      List<Operand<TFloat32>> terms =
          List.of(
              graph.constant(new double[] {1 << 24}, 1),
              graph.constant(new double[] {0}, 1),
              graph.constant(new double[] {1}, 1),
              graph.constant(new double[] {1}, 1),
              graph.constant(new double[] {2}, 1));
      assertThat(graph.value(Block.total(graph.tf(), terms))).containsExactly((1 << 24) + 4);
    }
  }
}
