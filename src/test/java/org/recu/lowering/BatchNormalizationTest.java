package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.recu.binarize.Recu;
import org.recu.fusion.Fusions;
import org.recu.graph.Numbers;
import org.recu.graph.TestGraph;
import org.recu.nn.Architecture;
import org.recu.nn.BatchNormalization;
import org.recu.nn.TensorShape;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class BatchNormalizationTest {

  private static final int[] SHAPE = {3, 4, 5, 4};
  private static final int CHANNELS = 4;
  private static final int COUNT = 3 * 4 * 5;
  private static final double[] WEIGHT = {1.5, -0.5, 0.25, 2};
  private static final double[] BIAS = {0.5, 0, -1, 3};
  private static final double[] ONES = {1, 1, 1, 1};

  private final SplittableRandom random = new SplittableRandom(6);
  private final TestGraph graph = new TestGraph();
  private final Ops tf = graph.tf();
  private final LoweredLayers pixelLayer =
      new LoweredLayers(
          graph, TensorShape.of(SHAPE[1], SHAPE[2], CHANNELS), input -> input.normalize("bn"));
  private final double[] upstream = TestGraph.normal(random, COUNT * CHANNELS);

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void apply_training_followsTheDefinition() {
    double[] values = TestGraph.normal(random, COUNT * CHANNELS);
    for (int i = 0; i < values.length; i += CHANNELS) {
      values[i] = (float) (values[i] * 0.01 + 5);
    }
    Operand<TFloat32> input = pixels(values);
    Operand<TFloat32> output = pixelLayer.training(input);
    assignWeightAndBias(pixelLayer);
    PlainBatchNormalization expected =
        new PlainBatchNormalization(values, ONES, WEIGHT, BIAS, upstream);
    Numbers.assertClose("output", graph.value(output), expected.output, 1e-4);
    List<double[]> gradients =
        graph.gradients(output, pixels(upstream), List.of(input, value("weight"), value("bias")));
    assertEachChannel("input", gradients.get(0), expected.inputGradient, 1e-3);
    Numbers.assertClose("weight", gradients.get(1), expected.weightGradient, 1e-4);
    Numbers.assertClose("bias", gradients.get(2), expected.biasGradient, 1e-5);
  }

  @Test
  void apply_scaledSums_areNormalizedAsTheirProduct() {
    double[] sums = wholeNumbers();
    // The third is so small that epsilon is about as large as its variance.
    double[] alpha = {0.7, 0.4, 1e-3, 2e-3};
    Operand<TFloat32> input = pixels(sums);
    Operand<TFloat32> scale = graph.constant(alpha, CHANNELS);
    Operand<TFloat32> output =
        normalization().ofScaled(input, scale).value(tf, Fusions.compiled(tf));
    assignWeightAndBias(pixelLayer);
    PlainBatchNormalization expected =
        new PlainBatchNormalization(sums, alpha, WEIGHT, BIAS, upstream);
    Numbers.assertClose("output", graph.value(output), expected.output, 1e-5);
    List<double[]> gradients =
        graph.gradients(
            output, pixels(upstream), List.of(input, scale, value("weight"), value("bias")));
    assertEachChannel("sums", gradients.get(0), expected.inputGradient, 1e-4);
    assertEachChannel("alpha", gradients.get(1), expected.alphaGradient, 1e-4);
    Numbers.assertClose("weight", gradients.get(2), expected.weightGradient, 1e-5);
    Numbers.assertClose("bias", gradients.get(3), expected.biasGradient, 1e-5);
    assertStatistics(expected);
  }

  @Test
  void apply_scaledSumsOfAlphaZero_areTheBias() {
    double[] sums = wholeNumbers();
    double[] alpha = new double[CHANNELS];
    Operand<TFloat32> input = pixels(sums);
    Operand<TFloat32> scale = graph.constant(alpha, CHANNELS);
    Operand<TFloat32> output =
        normalization().ofScaled(input, scale).value(tf, Fusions.compiled(tf));
    assignWeightAndBias(pixelLayer);
    PlainBatchNormalization expected =
        new PlainBatchNormalization(sums, alpha, WEIGHT, BIAS, upstream);
    Numbers.assertClose("output", graph.value(output), expected.output, 1e-6);
    List<double[]> gradients =
        graph.gradients(
            output, pixels(upstream), List.of(input, scale, value("weight"), value("bias")));
    assertThat(Arrays.stream(gradients.get(0)).map(Math::abs).max().getAsDouble()).isLessThan(1e-6);
    // Alpha can leave 0 again.
    assertEachChannel("alpha", gradients.get(1), expected.alphaGradient, 1e-4);
    assertThat(Arrays.stream(gradients.get(2)).map(Math::abs).max().getAsDouble()).isLessThan(1e-6);
    Numbers.assertClose("bias", gradients.get(3), expected.biasGradient, 1e-5);
  }

  /** On a GPU, too, the statistics of a whole batch take this way. */
  @Test
  void apply_wholeBatchOfOneTower_followsTheDefinition() {
    double[] values = TestGraph.normal(random, COUNT * CHANNELS);
    Operand<TFloat32> input = pixels(values);
    Operand<TFloat32> output =
        new GpuTraining(tf, whole(), Arithmetic.FLOAT32)
            .batchNormalization(layer(), new Value.Plain(input))
            .real();
    assignWeightAndBias(pixelLayer);
    PlainBatchNormalization expected =
        new PlainBatchNormalization(values, ONES, WEIGHT, BIAS, upstream);
    Numbers.assertClose("output", graph.value(output), expected.output, 1e-5);
    List<double[]> gradients =
        graph.gradients(output, pixels(upstream), List.of(input, value("weight"), value("bias")));
    assertEachChannel("input", gradients.get(0), expected.inputGradient, 1e-4);
    Numbers.assertClose("weight", gradients.get(1), expected.weightGradient, 1e-4);
    Numbers.assertClose("bias", gradients.get(2), expected.biasGradient, 1e-5);
    assertStatistics(expected);
  }

  @Test
  void apply_scaledSumsOfAWholeBatch_areNormalizedAsTheirProduct() {
    double[] sums = wholeNumbers();
    double[] alpha = {0.7, 0.4, 1e-3, 2e-3};
    Operand<TFloat32> input = pixels(sums);
    Operand<TFloat32> scale = graph.constant(alpha, CHANNELS);
    Operand<TFloat32> output =
        new CpuNormalization(tf, whole(), layer())
            .ofScaled(input, scale)
            .value(tf, Fusions.compiled(tf));
    assignWeightAndBias(pixelLayer);
    PlainBatchNormalization expected =
        new PlainBatchNormalization(sums, alpha, WEIGHT, BIAS, upstream);
    Numbers.assertClose("output", graph.value(output), expected.output, 1e-5);
    List<double[]> gradients = graph.gradients(output, pixels(upstream), List.of(input, scale));
    assertEachChannel("sums", gradients.get(0), expected.inputGradient, 1e-4);
    assertEachChannel("alpha", gradients.get(1), expected.alphaGradient, 1e-4);
  }

  /** A tower that has the whole batch, and exchanges with nobody. */
  private TrainingContext whole() {
    TrainingContext own = pixelLayer.context();
    Operand<TFloat32> images = tf.constant((float) SHAPE[0]);
    WholeBatch batch = new WholeBatch(new BatchShare(images, images), (ops, name, row) -> row);
    return new TrainingContext(
        own.parameters(), own.fusions(), own.binarizer(), own.tau(), Optional.of(batch));
  }

  @Test
  void apply_features_areNormalizedOverTheBatch() {
    double[] values = TestGraph.normal(random, 6 * CHANNELS);
    double[] flat = Arrays.copyOf(upstream, 6 * CHANNELS);
    Operand<TFloat32> input = graph.constant(values, 6, CHANNELS);
    LoweredLayers layer = featureLayer();
    Operand<TFloat32> output = layer.training(input);
    assignWeightAndBias(layer);
    PlainBatchNormalization expected =
        new PlainBatchNormalization(values, ONES, WEIGHT, BIAS, flat);
    Numbers.assertClose("output", graph.value(output), expected.output, 1e-5);
    double[] gradient =
        graph.gradients(output, graph.constant(flat, 6, CHANNELS), List.of(input)).get(0);
    assertEachChannel("input", gradient, expected.inputGradient, 1e-4);
  }

  @Test
  void apply_oneImageOfOnePixel_isTheBiasAndStaysFinite() {
    Operand<TFloat32> input = graph.constant(new double[] {1, 2, 3, 4}, 1, CHANNELS);
    LoweredLayers layer = featureLayer();
    Operand<TFloat32> output = layer.training(input);
    assignWeightAndBias(layer);
    assertThat(graph.value(output)).containsExactly(BIAS);
    graph.run(layer.parameters().applyUpdates(tf));
    assertThat(graph.value(layer.value("bn.running_mean"))[3]).isCloseTo(0.4, within(1e-6));
    assertThat(graph.value(layer.value("bn.running_var"))).containsOnly((float) 0.9);
  }

  @Test
  void apply_evaluation_usesTheRunningStatisticsOfTraining() {
    double[] values = TestGraph.normal(random, COUNT * CHANNELS);
    Operand<TFloat32> input = pixels(values);
    pixelLayer.training(input);
    Operand<TFloat32> output = pixelLayer.evaluation(input);
    assignWeightAndBias(pixelLayer);
    List<Op> updates = pixelLayer.parameters().applyUpdates(tf);
    graph.run(updates);
    graph.run(updates);

    PlainBatchNormalization batch =
        new PlainBatchNormalization(values, ONES, WEIGHT, BIAS, upstream);
    double[] expected = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int channel = i % CHANNELS;
      // Twice a tenth of the way: 0.9 (0.9 start + 0.1 batch) + 0.1 batch.
      double mean = 0.19 * batch.mean[channel];
      double variance = 0.81 + 0.19 * batch.variance[channel] * COUNT / (COUNT - 1);
      expected[i] =
          WEIGHT[channel] * (values[i] - mean) / Math.sqrt(variance + 1e-5) + BIAS[channel];
    }
    Numbers.assertClose("output", graph.value(output), expected, 1e-5);
  }

  @Test
  void apply_evaluationOfScaledSums_isThatOfTheirProduct() {
    double[] sums = wholeNumbers();
    double[] alpha = {0.7, 0.4, 0, 1e-3};
    Operand<TFloat32> scale = graph.constant(alpha, CHANNELS);
    Float32Evaluation evaluation = new Float32Evaluation(tf, pixelLayer.parameters(), new Recu());
    Operand<TFloat32> output =
        evaluation.batchNormalization(layer(), evaluation.scaled(pixels(sums), scale)).real();
    assignWeightAndBias(pixelLayer);
    double[] expected = new double[sums.length];
    for (int i = 0; i < sums.length; i++) {
      int c = i % CHANNELS;
      expected[i] = WEIGHT[c] * alpha[c] * sums[i] / Math.sqrt(1 + 1e-5) + BIAS[c];
    }
    Numbers.assertClose("output", graph.value(output), expected, 1e-6);
  }

  @Test
  void batchStatistics_manyPixels_areAsGoodAs32BitsAllow() {
    int count = 32 * 32 * 32;
    double[] values = TestGraph.normal(random, count);
    for (int i = 0; i < count; i++) {
      values[i] = (float) (values[i] + 3);
    }
    BatchStatistics statistics = BatchStatistics.of(tf, graph.constant(values, 32, 32, 32, 1));
    double mean = Arrays.stream(values).sum() / count;
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    assertThat(graph.value(statistics.mean())[0]).isCloseTo(mean, within(1e-6));
    assertThat(graph.value(statistics.variance())[0]).isCloseTo(squares / count, within(1e-6));
    assertThat(graph.value(statistics.unbiasedVariance())[0])
        .isCloseTo(squares / (count - 1), within(1e-6));
  }

  private void assertStatistics(PlainBatchNormalization batch) {
    graph.run(pixelLayer.parameters().applyUpdates(tf));
    double[] mean = new double[CHANNELS];
    double[] variance = new double[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      mean[c] = 0.1 * batch.mean[c];
      variance[c] = 0.9 + 0.1 * batch.variance[c] * COUNT / (COUNT - 1);
    }
    Numbers.assertClose("running mean", graph.value(value("running_mean")), mean, 1e-6);
    Numbers.assertClose("running variance", graph.value(value("running_var")), variance, 1e-6);
  }

  /** A share of each channel's own greatest number: their sizes are far apart. */
  private static void assertEachChannel(
      String what, double[] found, double[] expected, double share) {
    for (int channel = 0; channel < CHANNELS; channel++) {
      Numbers.assertClose(
          "%s, channel %d".formatted(what, channel),
          channel(found, channel),
          channel(expected, channel),
          share);
    }
  }

  private static double[] channel(double[] values, int channel) {
    List<Double> own = new ArrayList<>();
    for (int i = channel; i < values.length; i += CHANNELS) {
      own.add(values[i]);
    }
    return own.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private double[] wholeNumbers() {
    return random.ints(COUNT * CHANNELS, -20, 25).asDoubleStream().toArray();
  }

  private Operand<TFloat32> pixels(double[] values) {
    return graph.constant(values, SHAPE[0], SHAPE[1], SHAPE[2], SHAPE[3]);
  }

  private LoweredLayers featureLayer() {
    return new LoweredLayers(graph, TensorShape.of(CHANNELS), input -> input.normalize("bn"));
  }

  private static BatchNormalization layer() {
    return (BatchNormalization)
        Architecture.of(
                TensorShape.of(SHAPE[1], SHAPE[2], CHANNELS), input -> input.normalize("bn"))
            .layers()
            .get(0);
  }

  private CpuNormalization normalization() {
    return new CpuNormalization(tf, pixelLayer.context(), layer());
  }

  private void assignWeightAndBias(LoweredLayers layer) {
    graph.assign(layer.variable("bn.weight"), WEIGHT);
    graph.assign(layer.variable("bn.bias"), BIAS);
    graph.assign(layer.variable("bn.running_mean"), 0, 0, 0, 0);
    graph.assign(layer.variable("bn.running_var"), ONES);
  }

  private Operand<TFloat32> value(String name) {
    return pixelLayer.value("bn." + name);
  }
}
