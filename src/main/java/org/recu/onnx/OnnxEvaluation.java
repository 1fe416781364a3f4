package org.recu.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import org.recu.nn.AveragePooling;
import org.recu.nn.BatchNormalization;
import org.recu.nn.BinaryConvolution;
import org.recu.nn.ChannelFirstFlatten;
import org.recu.nn.ChannelPadding;
import org.recu.nn.Convolution;
import org.recu.nn.GlobalAverage;
import org.recu.nn.HardTanh;
import org.recu.nn.Linear;
import org.recu.nn.Lowering;
import org.recu.nn.MaxPooling;
import org.recu.nn.PRelu;
import org.recu.nn.Parameter;
import org.recu.nn.RealConvolution;
import org.recu.nn.Relu;
import org.recu.nn.Shift;
import org.recu.nn.Sign;
import org.recu.nn.SignConvolution;
import org.recu.nn.Sum;
import org.recu.nn.TensorShape;

/**
 * Evaluation in float32 by ONNX's operators, with the formulas of the SavedModel: running
 * statistics, and
 *
 * <pre>
 *   y = c gain + offset
 * </pre>
 *
 * <p>for the normalised sums {@code c} of a convolution of signs, a product and a sum, each
 * rounded. Images are transposed once, so that all activations are (batch, channels, height,
 * width).
 */
final class OnnxEvaluation implements Lowering<OnnxValue> {

  private final OnnxGraph graph;
  private final OnnxWeights weights;

  OnnxEvaluation(OnnxGraph graph, OnnxWeights weights) {
    this.graph = graph;
    this.weights = weights;
  }

  @Override
  public OnnxValue convolution(RealConvolution layer, OnnxValue input) {
    return new OnnxValue.Plain(
        convolved(layer.name(), layer.form(), layer.weight(), layer.weight().name(), input));
  }

  @Override
  public OnnxValue sign(Sign layer, OnnxValue input) {
    return plain("Sign", "sign", input);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The sums are clipped to what they can reach, which changes none. Without this, runtimes
   * multiply the gain that follows into the weights, and the sums are no longer whole.
   */
  @Override
  public OnnxValue binaryConvolution(BinaryConvolution layer, OnnxValue signs) {
    Parameter weight = layer.latentWeight();
    String sums = convolved(layer.name(), layer.form(), weight, weight.name() + ".sign", signs);
    long terms = weight.shape().size() / weight.shape().last();
    return new OnnxValue.Sums(
        clipped(layer.name() + ".whole", sums, (float) terms), layer.alpha().name() + ".magnitude");
  }

  @Override
  public OnnxValue signConvolution(SignConvolution layer, OnnxValue signs) {
    return new OnnxValue.Sums(
        convolved(
            layer.name(), layer.form(), layer.weight(), layer.weight().name() + ".directed", signs),
        layer.alpha().name() + ".magnitude");
  }

  private String convolved(
      String name, Convolution form, Parameter weight, String values, OnnxValue input) {
    TensorShape shape = weight.shape();
    String kernel =
        graph.constant(
            values,
            List.of(shape.get(3), shape.get(2), shape.get(0), shape.get(1)),
            filtersFirst(shape, weights.get(values)));
    return graph.node(
        "Conv",
        name,
        List.of(real(input), kernel),
        OnnxGraph.numbers("kernel_shape", form.kernel(), form.kernel()),
        OnnxGraph.numbers("strides", form.stride(), form.stride()),
        padding(form.padding()));
  }

  /** From (height, width, in, out) to (out, in, height, width). */
  private static float[] filtersFirst(TensorShape shape, float[] values) {
    int area = (int) (shape.get(0) * shape.get(1));
    int channels = (int) shape.get(2);
    int filters = (int) shape.get(3);
    float[] result = new float[values.length];
    for (int at = 0; at < values.length; at++) {
      int filter = at % filters;
      int channel = at / filters % channels;
      int place = at / filters / channels;
      result[(filter * channels + channel) * area + place] = values[at];
    }
    return result;
  }

  @Override
  public OnnxValue batchNormalization(BatchNormalization layer, OnnxValue input) {
    if (input instanceof OnnxValue.Sums sums) {
      String product =
          graph.node(
              "Mul",
              layer.name() + ".product",
              List.of(sums.name(), channels(layer.name() + ".gain")));
      return new OnnxValue.Plain(
          graph.node("Add", layer.name(), List.of(product, channels(layer.name() + ".offset"))));
    }
    return new OnnxValue.Plain(
        graph.node(
            "BatchNormalization",
            layer.name(),
            List.of(
                input.name(),
                vector(layer.weight()),
                vector(layer.bias()),
                vector(layer.mean()),
                vector(layer.variance())),
            OnnxGraph.real("epsilon", BatchNormalization.EPSILON)));
  }

  @Override
  public OnnxValue hardTanh(HardTanh layer, OnnxValue input) {
    return new OnnxValue.Plain(clipped("hardtanh", real(input), 1));
  }

  private String clipped(String name, String input, float bound) {
    return graph.node(
        "Clip",
        name,
        List.of(
            input,
            graph.constant("-" + bound, List.of(), -bound),
            graph.constant("+" + bound, List.of(), bound)));
  }

  @Override
  public OnnxValue sum(Sum layer, OnnxValue left, OnnxValue right) {
    return new OnnxValue.Plain(graph.node("Add", "sum", List.of(real(left), real(right))));
  }

  @Override
  public OnnxValue relu(Relu layer, OnnxValue input) {
    return plain("Relu", "relu", input);
  }

  @Override
  public OnnxValue prelu(PRelu layer, OnnxValue input) {
    return new OnnxValue.Plain(
        graph.node("PRelu", layer.name(), List.of(real(input), channels(layer.slope().name()))));
  }

  @Override
  public OnnxValue shift(Shift layer, OnnxValue input) {
    return new OnnxValue.Plain(
        graph.node("Add", layer.name(), List.of(real(input), channels(layer.bias().name()))));
  }

  @Override
  public OnnxValue maxPooling(MaxPooling layer, OnnxValue input) {
    String greatest =
        graph.node(
            "MaxPool",
            "max_pool",
            List.of(input.name()),
            OnnxGraph.numbers("kernel_shape", layer.window(), layer.window()),
            OnnxGraph.numbers("strides", layer.stride(), layer.stride()),
            padding(layer.padding()));
    return input instanceof OnnxValue.Sums sums
        ? new OnnxValue.Sums(greatest, sums.scale())
        : new OnnxValue.Plain(greatest);
  }

  @Override
  public OnnxValue averagePooling(AveragePooling layer, OnnxValue input) {
    return new OnnxValue.Plain(
        graph.node(
            "AveragePool",
            "average_pool",
            List.of(real(input)),
            OnnxGraph.numbers("kernel_shape", 2, 2),
            OnnxGraph.numbers("strides", 2, 2)));
  }

  @Override
  public OnnxValue globalAverage(GlobalAverage layer, OnnxValue input) {
    return flat(graph.node("GlobalAveragePool", "global_average", List.of(real(input))));
  }

  @Override
  public OnnxValue channelPadding(ChannelPadding layer, OnnxValue input) {
    String pads =
        graph.constant(
            "channels_" + layer.before() + "_" + layer.after(),
            new long[] {0, layer.before(), 0, 0, 0, layer.after(), 0, 0});
    return new OnnxValue.Plain(graph.node("Pad", "zero_channels", List.of(real(input), pads)));
  }

  @Override
  public OnnxValue flatten(ChannelFirstFlatten layer, OnnxValue input) {
    return flat(real(input));
  }

  private OnnxValue flat(String input) {
    return new OnnxValue.Plain(
        graph.node("Flatten", "flatten", List.of(input), OnnxGraph.number("axis", 1)));
  }

  @Override
  public OnnxValue linear(Linear layer, OnnxValue input) {
    TensorShape shape = layer.weight().shape();
    String weight = layer.weight().name();
    return new OnnxValue.Plain(
        graph.node(
            "Gemm",
            layer.name(),
            List.of(
                real(input),
                graph.constant(weight, List.of(shape.get(0), shape.get(1)), weights.get(weight)),
                vector(layer.bias()))));
  }

  private OnnxValue plain(String operator, String name, OnnxValue input) {
    return new OnnxValue.Plain(graph.node(operator, name, List.of(real(input))));
  }

  /** The name of a value, to which the scale of sums is applied if need be. */
  private String real(OnnxValue value) {
    return value instanceof OnnxValue.Sums sums
        ? graph.node("Mul", "alpha", List.of(sums.name(), channels(sums.scale())))
        : value.name();
  }

  private String vector(Parameter parameter) {
    float[] values = weights.get(parameter.name());
    return graph.constant(parameter.name(), List.of((long) values.length), values);
  }

  /** One number for each channel of an activation: (channels, 1, 1). */
  private String channels(String name) {
    float[] values = weights.get(name);
    return graph.constant(name, List.of((long) values.length, 1L, 1L), values);
  }

  private static AttributeProto padding(int padding) {
    return OnnxGraph.numbers("pads", padding, padding, padding, padding);
  }
}
