package org.recu.lowering;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
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
 * The definition of every layer in evaluation, for one image, in plain loops and double precision.
 * It knows neither TensorFlow nor any identity that saves work.
 *
 * @param parameters values by name, row-major
 */
record PlainLowering(Map<String, double[]> parameters) implements Lowering<PlainLowering.Image> {

  /** An activation. */
  static final class Image {

    /** (height, width, channels) or (features). */
    final TensorShape shape;

    /** Row-major. */
    final double[] values;

    Image(TensorShape shape, double[] values) {
      this.shape = shape;
      this.values = values;
    }

    double at(long row, long column, long channel) {
      boolean inside = row >= 0 && row < shape.get(0) && column >= 0 && column < shape.get(1);
      return inside ? values[(int) ((row * shape.get(1) + column) * shape.get(2) + channel)] : 0;
    }
  }

  /** A number for every row, column and channel. */
  @FunctionalInterface
  private interface Formula {
    double at(int row, int column, int channel);
  }

  private static Image image(TensorShape shape, Formula formula) {
    double[] values = new double[(int) shape.size()];
    int channels = (int) shape.last();
    int columns = shape.rank() == 3 ? (int) shape.get(1) : 1;
    for (int i = 0; i < values.length; i++) {
      values[i] = formula.at(i / channels / columns, i / channels % columns, i % channels);
    }
    return new Image(shape, values);
  }

  private static Image each(Image input, DoubleUnaryOperator formula) {
    return new Image(input.shape, Arrays.stream(input.values).map(formula).toArray());
  }

  private double[] values(Parameter parameter) {
    return parameters.get(parameter.name());
  }

  private static Image convolved(
      Image input, Convolution form, double[] weight, double[] scale, TensorShape output) {
    int channels = (int) input.shape.last();
    return image(
        output,
        (row, column, filter) -> {
          double sum = 0;
          for (int dy = 0; dy < form.kernel(); dy++) {
            for (int dx = 0; dx < form.kernel(); dx++) {
              for (int channel = 0; channel < channels; channel++) {
                int tap = (dy * form.kernel() + dx) * channels + channel;
                sum +=
                    input.at(
                            (long) row * form.stride() + dy - form.padding(),
                            (long) column * form.stride() + dx - form.padding(),
                            channel)
                        * weight[tap * form.filters() + filter];
              }
            }
          }
          return scale.length == 0 ? sum : sum * scale[filter];
        });
  }

  @Override
  public Image convolution(RealConvolution layer, Image input) {
    return convolved(input, layer.form(), values(layer.weight()), new double[0], layer.output());
  }

  @Override
  public Image sign(Sign layer, Image input) {
    return each(input, Math::signum);
  }

  @Override
  public Image binaryConvolution(BinaryConvolution layer, Image signs) {
    double[] latent = values(layer.latentWeight());
    int filters = layer.form().filters();
    double[] binary = new double[latent.length];
    for (int filter = 0; filter < filters; filter++) {
      double mean = 0;
      for (int i = filter; i < latent.length; i += filters) {
        mean += latent[i] * filters / latent.length;
      }
      for (int i = filter; i < latent.length; i += filters) {
        binary[i] = Math.signum(latent[i] - mean);
      }
    }
    return convolved(signs, layer.form(), binary, values(layer.alpha()), layer.output());
  }

  @Override
  public Image signConvolution(SignConvolution layer, Image signs) {
    return convolved(
        signs, layer.form(), values(layer.weight()), values(layer.alpha()), layer.output());
  }

  @Override
  public Image batchNormalization(BatchNormalization layer, Image input) {
    double[] weight = values(layer.weight());
    double[] bias = values(layer.bias());
    double[] mean = values(layer.mean());
    double[] variance = values(layer.variance());
    int channels = weight.length;
    double[] output = new double[input.values.length];
    for (int i = 0; i < output.length; i++) {
      int c = i % channels;
      output[i] = weight[c] * (input.values[i] - mean[c]) / Math.sqrt(variance[c] + 1e-5) + bias[c];
    }
    return new Image(layer.output(), output);
  }

  @Override
  public Image hardTanh(HardTanh layer, Image input) {
    return each(input, x -> Math.max(-1, Math.min(1, x)));
  }

  @Override
  public Image sum(Sum layer, Image left, Image right) {
    double[] sums = new double[left.values.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = left.values[i] + right.values[i];
    }
    return new Image(layer.output(), sums);
  }

  @Override
  public Image relu(Relu layer, Image input) {
    return each(input, x -> Math.max(0, x));
  }

  @Override
  public Image prelu(PRelu layer, Image input) {
    double[] slope = values(layer.slope());
    double[] output = input.values.clone();
    for (int i = 0; i < output.length; i++) {
      output[i] *= output[i] > 0 ? 1 : slope[i % slope.length];
    }
    return new Image(layer.output(), output);
  }

  @Override
  public Image shift(Shift layer, Image input) {
    double[] bias = values(layer.bias());
    double[] output = input.values.clone();
    for (int i = 0; i < output.length; i++) {
      output[i] += bias[i % bias.length];
    }
    return new Image(layer.output(), output);
  }

  @Override
  public Image maxPooling(MaxPooling layer, Image input) {
    return image(
        layer.output(),
        (row, column, channel) -> {
          double greatest = Double.NEGATIVE_INFINITY;
          for (int dy = 0; dy < layer.window(); dy++) {
            for (int dx = 0; dx < layer.window(); dx++) {
              int y = row * layer.stride() + dy - layer.padding();
              int x = column * layer.stride() + dx - layer.padding();
              if (y >= 0 && y < input.shape.get(0) && x >= 0 && x < input.shape.get(1)) {
                greatest = Math.max(greatest, input.at(y, x, channel));
              }
            }
          }
          return greatest;
        });
  }

  @Override
  public Image averagePooling(AveragePooling layer, Image input) {
    return image(
        layer.output(),
        (row, column, channel) ->
            (input.at(2L * row, 2L * column, channel)
                    + input.at(2L * row, 2L * column + 1, channel)
                    + input.at(2L * row + 1, 2L * column, channel)
                    + input.at(2L * row + 1, 2L * column + 1, channel))
                / 4);
  }

  @Override
  public Image globalAverage(GlobalAverage layer, Image input) {
    int channels = (int) layer.output().last();
    double[] means = new double[channels];
    for (int i = 0; i < input.values.length; i++) {
      means[i % channels] += input.values[i] * channels / input.values.length;
    }
    return new Image(layer.output(), means);
  }

  @Override
  public Image channelPadding(ChannelPadding layer, Image input) {
    long last = layer.before() + input.shape.last();
    return image(
        layer.output(),
        (row, column, channel) ->
            channel < layer.before() || channel >= last
                ? 0
                : input.at(row, column, channel - layer.before()));
  }

  @Override
  public Image flatten(ChannelFirstFlatten layer, Image input) {
    int area = (int) (input.shape.get(0) * input.shape.get(1));
    return image(
        layer.output(),
        (row, column, feature) -> {
          long pixel = feature % area;
          return input.at(pixel / input.shape.get(1), pixel % input.shape.get(1), feature / area);
        });
  }

  @Override
  public Image linear(Linear layer, Image input) {
    double[] weight = values(layer.weight());
    double[] output = values(layer.bias()).clone();
    for (int i = 0; i < weight.length; i++) {
      output[i % output.length] += input.values[i / output.length] * weight[i];
    }
    return new Image(layer.output(), output);
  }
}
