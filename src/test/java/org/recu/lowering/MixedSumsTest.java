package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.binarize.Recu;
import org.recu.fusion.Fusions;
import org.recu.graph.Numbers;
import org.recu.graph.Processor;
import org.recu.graph.TestGraph;
import org.recu.nn.Convolution;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Convolutions of activations' signs in mixed precision against the same in float32. */
final class MixedSumsTest {

  /**
   * bfloat16 keeps 8 bits: what is rounded once is off by 1/256 at most, and sums of it by less.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void of_activations_areNearTheFloat32Ones(int stride) {
    SplittableRandom random = new SplittableRandom(stride);
    int size = 4 / stride;
    double[] values = TestGraph.normal(random, 2 * 4 * 4 * 16);
    double[] weights = random.ints(9 * 16 * 3, 0, 2).mapToDouble(i -> 2 * i - 1).toArray();
    double[] upstream = TestGraph.normal(random, 2 * size * size * 3);
    Convolution form = Convolution.threeByThree(3, stride);
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Fusions fusions = Fusions.compiled(tf, 0);
      Operand<TFloat32> activation = graph.constant(values, 2, 4, 4, 16);
      Operand<TFloat32> weight = graph.constant(weights, 3, 3, 16, 3);
      Operand<TFloat32> signs = new Recu().activation(tf, fusions, activation);
      Operand<TFloat32> expected = new ConvolutionOps(form).of(tf, signs, weight);
      Operand<TFloat32> found =
          tf.dtypes.cast(
              MixedSums.of(
                  tf,
                  fusions,
                  new Recu(),
                  form,
                  SignInput.of(activation),
                  new Training.Weight(weight, true),
                  SumsBy.CONVOLUTION),
              TFloat32.class);
      assertThat(graph.value(found)).containsExactly(graph.value(expected));
      Operand<TFloat32> gradient = graph.constant(upstream, 2, size, size, 3);
      List<double[]> wanted = graph.gradients(expected, gradient, List.of(activation, weight));
      List<double[]> got = graph.gradients(found, gradient, List.of(activation, weight));
      // Processors that do not multiply bfloat16 round the sums of a gradient several times.
      double share = Processor.current().bfloat16() ? 1e-2 : 3e-2;
      Numbers.assertClose("activation", got.get(0), wanted.get(0), share);
      Numbers.assertClose("weight", got.get(1), wanted.get(1), share);
    }
  }
}
