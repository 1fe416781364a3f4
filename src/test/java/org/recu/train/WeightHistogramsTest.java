package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.recu.golden.GoldenTensor;
import org.recu.golden.NativeTensors;
import org.recu.graph.Device;
import org.recu.graph.Variable;
import org.recu.nn.Initial;
import org.recu.nn.Parameter;
import org.recu.nn.ParameterKind;
import org.recu.nn.TensorShape;
import org.recu.tensorboard.Histogram;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class WeightHistogramsTest {

  private static final int COUNT = 3 * 3 * 4 * 5;
  private static final int BINS = 50;

  @Test
  void read_normalWeights_countsEachInItsBin() {
    SplittableRandom random = new SplittableRandom(11);
    float[] values = new float[COUNT];
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double sumOfSquares = 0;
    for (int i = 0; i < COUNT; i++) {
      values[i] = (float) (0.5 + random.nextGaussian());
      least = Math.min(least, values[i]);
      greatest = Math.max(greatest, values[i]);
      sum += values[i];
      sumOfSquares += (double) values[i] * values[i];
    }
    Histogram histogram = read(values);
    assertThat(histogram.least()).isEqualTo(least);
    assertThat(histogram.greatest()).isEqualTo(greatest);
    assertThat(histogram.sum()).isCloseTo(sum, within(1e-3));
    assertThat(histogram.sumOfSquares()).isCloseTo(sumOfSquares, within(1e-3));
    assertThat(histogram.counts()).hasSize(BINS);
    int[] expected = new int[BINS];
    for (float value : values) {
      expected[Math.min(BINS - 1, (int) ((value - least) / (greatest - least) * BINS))]++;
    }
    assertThat(histogram.counts().stream().mapToInt(Integer::intValue).toArray())
        .containsExactly(expected);
  }

  @Test
  void read_equalWeights_areAllInOneBin() {
    float[] values = new float[COUNT];
    Arrays.fill(values, -7);
    Histogram histogram = read(values);
    assertThat(histogram.counts().stream().mapToInt(Integer::intValue).sum()).isEqualTo(COUNT);
    assertThat(histogram.counts().get(0)).isEqualTo(COUNT);
    assertThat(histogram.least()).isEqualTo(-7);
  }

  private static Histogram read(float[] values) {
    TensorShape shape = TensorShape.of(3, 3, 4, 5);
    try (Graph graph = new Graph();
        Session session = new Session(graph, Device.cpu().configuration());
        TFloat32 tensor = NativeTensors.of(new GoldenTensor(List.of(3, 3, 4, 5), values))) {
      Ops tf = Ops.create(graph);
      Variable weight =
          Variable.create(
              tf,
              new Parameter(
                  "conv.weight", ParameterKind.CONVOLUTION_WEIGHT, shape, Initial.constant(0)),
              1);
      WeightHistograms histograms = new WeightHistograms(tf, Map.of("conv", weight));
      weight.assign(session, tensor);
      return histograms.read(session).get("conv");
    }
  }
}
