package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.autodiff.CustomGradient;
import org.recu.binarize.Recu;
import org.recu.fusion.Fusions;
import org.recu.golden.GoldenConvolution;
import org.recu.golden.GoldenTensor;
import org.recu.golden.NativeTensors;
import org.recu.graph.Device;
import org.recu.graph.LiveParameters;
import org.recu.graph.TestGraph;
import org.recu.graph.Variable;
import org.recu.nn.Architecture;
import org.recu.nn.BinaryConvolution;
import org.recu.nn.Convolution;
import org.recu.nn.Initial;
import org.recu.nn.MaxPooling;
import org.recu.nn.Sign;
import org.recu.nn.TensorShape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The binary convolution against golden numbers and against its definition. */
final class BinaryConvolutionTest {

  static List<GoldenConvolution> cases() {
    return GoldenConvolution.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void apply_goldenCase_givesOutputsAndGradients(GoldenConvolution golden) {
    GoldenTensor weight = golden.tensor("weight");
    GoldenTensor input = golden.tensor("input").nchwToNhwc();
    int kernel = weight.shape().get(2);
    Convolution form =
        new Convolution(weight.shape().get(0), kernel, golden.stride(), golden.padding());

    try (Graph graph = new Graph();
        Session session = new Session(graph, Device.cpu().configuration());
        TFloat32 images = NativeTensors.of(input);
        TFloat32 upstream = NativeTensors.of(golden.tensor("output_grad").nchwToNhwc())) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> activation =
          tf.placeholder(TFloat32.class, Placeholder.shape(images.shape()));
      Placeholder<TFloat32> outputGradient =
          tf.placeholder(TFloat32.class, Placeholder.shape(upstream.shape()));
      Operand<TFloat32> tau = tf.constant((float) golden.tau());
      BinaryConvolution layer = layer(images.shape(), form);
      LiveParameters parameters = new LiveParameters(tf, layer.parameters(), 1);
      Operand<TFloat32> training = output(training(tf, parameters, tau), activation, layer);
      Operand<TFloat32> evaluation =
          output(new Float32Evaluation(tf, parameters, new Recu()), activation, layer);
      Variable latent = parameters.variables().get(0);
      Variable alpha = parameters.variables().get(1);
      latent.assign(session, NativeTensors.parameter(weight, latent.parameter().kind()));
      alpha.assign(
          session, NativeTensors.parameter(golden.tensor("alpha"), alpha.parameter().kind()));

      Operand<TFloat32> loss =
          tf.reduceSum(tf.math.mul(training, outputGradient), tf.constant(new int[] {0, 1, 2, 3}));
      Output<?>[] gradients =
          graph.addGradients(
              loss.asOutput(),
              new Output<?>[] {
                activation.asOutput(), latent.value().asOutput(), alpha.value().asOutput()
              });
      try (Result result =
          session
              .runner()
              .feed(activation, images)
              .feed(outputGradient, upstream)
              .fetch(training)
              .fetch(evaluation)
              .fetch(clamped(tf, latent.value(), tau))
              .fetch(gradients[0])
              .fetch(gradients[1])
              .fetch(gradients[2])
              .run()) {
        assertClose(golden(result, 0).nhwcToNchw(), golden.tensor("train_output"), 1e-5);
        assertClose(golden(result, 1).nhwcToNchw(), golden.tensor("eval_output"), 1e-5);
        assertClose(golden(result, 2).hwioToOihw(), golden.tensor("rectified_weight"), 1e-5);
        assertClose(golden(result, 3).nhwcToNchw(), golden.tensor("input_grad"), 1e-4);
        assertClose(golden(result, 4).hwioToOihw(), golden.tensor("weight_grad"), 1e-4);
        assertClose(golden(result, 5), golden.tensor("alpha_grad"), 1e-4);
      } finally {
        CustomGradient.forget(graph);
      }
    }
  }

  @Test
  void apply_negativeAlpha_givesTheNegativeOfThePositiveOne() {
    SplittableRandom random = new SplittableRandom(3);
    double[] input = TestGraph.normal(random, 2 * 4 * 4 * 3);
    double[] upstream = TestGraph.normal(random, 2 * 4 * 4 * 2);
    double[] magnitudes = {0.5, 0.25};
    List<double[]> positive = alphaCase(input, upstream, magnitudes);
    List<double[]> negative = alphaCase(input, upstream, new double[] {-0.5, -0.25});
    for (int i = 0; i < positive.get(0).length; i++) {
      // In training, in evaluation, and what flows into the input.
      for (int kind = 0; kind < 3; kind++) {
        assertThat(negative.get(kind)[i]).isEqualTo(-positive.get(kind)[i]);
      }
    }
    assertThat(positive.get(0)).isEqualTo(positive.get(1)).contains(0.5, -0.5);
    // sum(g conv): alpha's sign does not enter it.
    assertThat(negative.get(3)).containsExactly(positive.get(3), within(1e-5));
  }

  @Test
  void maxPooling_scaledSums_picksTheGreatestProduct() {
    double[] sums = {1, 1, 3, -1, -2, 2, 4, 0};
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Float32Evaluation lowering =
          new Float32Evaluation(tf, new LiveParameters(tf, List.of(), 1), new Recu());
      MaxPooling layer = new MaxPooling(2, 2, 0, TensorShape.of(1, 1, 2));
      Value.Sums input =
          lowering.scaled(
              graph.constant(sums, 1, 2, 2, 2), graph.constant(new double[] {0.5, 2}, 2));
      Value pooled = lowering.maxPooling(layer, input);
      assertThat(pooled).isInstanceOf(Value.Sums.class);
      assertThat(graph.value(pooled.real())).containsExactly(2, 4);
      Value products = new Value.Plain(input.real());
      assertThat(graph.value(lowering.maxPooling(layer, products).real())).containsExactly(2, 4);
    }
  }

  /** Output in training and evaluation, gradients for input and alpha. */
  private static List<double[]> alphaCase(double[] input, double[] upstream, double[] alpha) {
    try (TestGraph graph = new TestGraph()) {
      Ops tf = graph.tf();
      Operand<TFloat32> activation = graph.constant(input, 2, 4, 4, 3);
      BinaryConvolution layer = layer(activation.shape(), Convolution.threeByThree(2, 1));
      LiveParameters parameters = new LiveParameters(tf, layer.parameters(), 5);
      Operand<TFloat32> training =
          output(training(tf, parameters, tf.constant(0.9f)), activation, layer);
      Operand<TFloat32> evaluation =
          output(new Float32Evaluation(tf, parameters, new Recu()), activation, layer);
      graph.run(List.of(parameters.variables().get(0).initialize()));
      graph.assign(parameters.variables().get(1), alpha);
      List<double[]> gradients =
          graph.gradients(
              training,
              graph.constant(upstream, 2, 4, 4, 2),
              List.of(activation, parameters.variables().get(1).value()));
      return List.of(
          graph.value(training), graph.value(evaluation), gradients.get(0), gradients.get(1));
    }
  }

  /** A layer whose input has a shape: (batch, height, width, channels). */
  private static BinaryConvolution layer(Shape input, Convolution form) {
    return Architecture.of(
            TensorShape.of(input.get(1), input.get(2), input.get(3)),
            x -> x.sign().convolve("conv", form, Initial.normal(1)).normalize("bn"))
        .binaryConvolutions()
        .get(0);
  }

  private static CpuTraining training(Ops tf, LiveParameters parameters, Operand<TFloat32> tau) {
    return new CpuTraining(
        tf, TrainingContext.of(parameters, Fusions.compiled(tf), new Recu(), tau), Ways.untried());
  }

  private static Operand<TFloat32> output(
      GraphLowering lowering, Operand<TFloat32> activation, BinaryConvolution layer) {
    Sign sign = new Sign(TensorShape.of(1, 1, 1));
    return lowering
        .binaryConvolution(layer, lowering.sign(sign, new Value.Plain(activation)))
        .real();
  }

  /** {@code w2} by its definition, from the bound that the binarization gives. */
  private static Operand<TFloat32> clamped(
      Ops tf, Operand<TFloat32> latentWeight, Operand<TFloat32> tau) {
    Operand<TInt32> perChannel = tf.constant(new int[] {0, 1, 2});
    Operand<TFloat32> bound = new Recu().weight(tf, Fusions.plain(), latentWeight, tau).bound();
    Operand<TFloat32> centred =
        tf.math.sub(latentWeight, tf.math.mean(latentWeight, perChannel, Mean.keepDims(true)));
    Shape shape = latentWeight.shape();
    float degrees = shape.get(0) * shape.get(1) * shape.get(2) - 1;
    Operand<TFloat32> variance =
        tf.math.div(
            tf.reduceSum(tf.math.square(centred), perChannel, ReduceSum.keepDims(true)),
            tf.constant(degrees));
    Operand<TFloat32> standardised =
        tf.math.div(
            tf.math.mul(centred, tf.constant((float) (2 * Math.sqrt(2)))),
            tf.math.sqrt(tf.math.add(variance, tf.constant(1e-5f))));
    return tf.clipByValue(standardised, tf.math.neg(bound), bound);
  }

  private static GoldenTensor golden(Result result, int index) {
    return NativeTensors.golden((TFloat32) result.get(index));
  }

  /** Holds every value to a share of the greatest one. */
  private static void assertClose(GoldenTensor actual, GoldenTensor expected, double tolerance) {
    float[] found = actual.values();
    float[] wanted = expected.values();
    assertThat(found).hasSameSizeAs(wanted);
    double greatest = 0;
    double worst = 0;
    for (int i = 0; i < wanted.length; i++) {
      greatest = Math.max(greatest, Math.abs(wanted[i]));
      worst = Math.max(worst, Math.abs(found[i] - wanted[i]));
    }
    assertThat(greatest).isPositive();
    assertThat(worst / greatest).isLessThan(tolerance);
  }
}
