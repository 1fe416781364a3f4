package org.recu.packing;

import com.google.protobuf.ByteString;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.recu.packed.proto.BinaryConvolutionMessage;
import org.recu.packed.proto.ChannelPaddingMessage;
import org.recu.packed.proto.GeometryMessage;
import org.recu.packed.proto.ImageMessage;
import org.recu.packed.proto.LinearMessage;
import org.recu.packed.proto.MaxPoolingMessage;
import org.recu.packed.proto.NetworkMessage;
import org.recu.packed.proto.NormalizationMessage;
import org.recu.packed.proto.OperationMessage;

/**
 * What a packed network computes for one image, in plain loops: the definition that the runtime is
 * held against. It trusts the message.
 *
 * @param network to compute
 */
public record PackedDefinition(NetworkMessage network) {

  /** A value: (height, width, channels), or (1, 1, features). */
  public static final class Plane {

    final int height;
    final int width;
    final int channels;

    /** Row-major. */
    public final float[] values;

    Plane(int height, int width, int channels) {
      this.height = height;
      this.width = width;
      this.channels = channels;
      this.values = new float[height * width * channels];
    }

    boolean holds(int y, int x) {
      return y >= 0 && y < height && x >= 0 && x < width;
    }

    int index(int y, int x, int channel) {
      return (y * width + x) * channels + channel;
    }

    Plane like() {
      return new Plane(height, width, channels);
    }
  }

  /** A number for each row, column and channel. */
  private interface Formula {
    float at(int y, int x, int channel);
  }

  private static Plane filled(Plane plane, Formula formula) {
    for (int i = 0; i < plane.values.length; i++) {
      int pixel = i / plane.channels;
      plane.values[i] = formula.at(pixel / plane.width, pixel % plane.width, i % plane.channels);
    }
    return plane;
  }

  /**
   * All values: the image, normalised, then the result of each operation.
   *
   * @param pixels (size, size, 3), uint8, RGB
   */
  public List<Plane> values(byte[] pixels) {
    return values(image(network.getImage(), pixels).values);
  }

  /**
   * The same for an image that is normalised already.
   *
   * @param image (size, size, 3), RGB
   */
  public List<Plane> values(float[] image) {
    int size = network.getImage().getSize();
    List<Plane> values = new ArrayList<>();
    values.add(filled(new Plane(size, size, 3), (y, x, c) -> image[(y * size + x) * 3 + c]));
    for (OperationMessage operation : network.getOperationsList()) {
      List<Plane> inputs =
          operation.getInputsCount() == 0
              ? List.of(values.get(values.size() - 1))
              : operation.getInputsList().stream().map(values::get).toList();
      values.add(apply(operation, inputs));
    }
    return values;
  }

  /** The logits of one image. */
  public float[] logits(byte[] pixels) {
    List<Plane> values = values(pixels);
    return values.get(values.size() - 1).values;
  }

  private static Plane image(ImageMessage image, byte[] pixels) {
    Plane plane = new Plane(image.getSize(), image.getSize(), 3);
    for (int i = 0; i < pixels.length; i++) {
      float mean = (float) (255 * image.getMean(i % 3));
      float deviation = (float) (255 * image.getStandardDeviation(i % 3));
      plane.values[i] = ((pixels[i] & 0xff) - mean) / deviation;
    }
    return plane;
  }

  private static Plane apply(OperationMessage operation, List<Plane> inputs) {
    Plane x = inputs.get(0);
    return switch (operation.getKindCase()) {
      case CONVOLUTION ->
          convolved(
              x,
              operation.getConvolution().getGeometry(),
              array(operation.getConvolution().getWeights()));
      case BINARY_CONVOLUTION -> binaryConvolved(x, operation.getBinaryConvolution());
      case NORMALIZATION -> normalized(x, operation.getNormalization());
      case SUM ->
          filled(
              x.like(),
              (row, column, c) ->
                  x.values[x.index(row, column, c)]
                      + inputs.get(1).values[x.index(row, column, c)]);
      case HARD_TANH -> each(x, (value, c) -> Math.max(-1, Math.min(1, value)));
      case PRELU -> {
        float[] slope = array(operation.getPrelu().getValues());
        yield each(x, (value, c) -> value > 0 ? value : value * slope[c]);
      }
      case SHIFT -> {
        float[] bias = array(operation.getShift().getValues());
        yield each(x, (value, c) -> value + bias[c]);
      }
      case RELU -> each(x, (value, c) -> Math.max(0, value));
      case MAX_POOLING -> greatest(x, operation.getMaxPooling());
      case AVERAGE_POOLING ->
          filled(
              new Plane(x.height / 2, x.width / 2, x.channels),
              (row, column, c) ->
                  (((x.values[x.index(2 * row, 2 * column, c)]
                                  + x.values[x.index(2 * row, 2 * column + 1, c)])
                              + x.values[x.index(2 * row + 1, 2 * column, c)])
                          + x.values[x.index(2 * row + 1, 2 * column + 1, c)])
                      / 4);
      case GLOBAL_AVERAGE -> average(x);
      case CHANNEL_PADDING -> padded(x, operation.getChannelPadding());
      case FLATTEN ->
          filled(
              new Plane(1, 1, x.values.length),
              (row, column, feature) -> {
                int pixel = feature % (x.height * x.width);
                return x.values[pixel * x.channels + feature / (x.height * x.width)];
              });
      case LINEAR -> linear(x, operation.getLinear());
      case KIND_NOT_SET -> throw new IllegalArgumentException("an operation without a kind");
    };
  }

  private static float[] array(ByteString numbers) {
    FloatBuffer buffer =
        numbers.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] array = new float[buffer.remaining()];
    buffer.get(array);
    return array;
  }

  private interface Elementwise {
    float of(float value, int channel);
  }

  private static Plane each(Plane x, Elementwise formula) {
    return filled(x.like(), (row, column, c) -> formula.of(x.values[x.index(row, column, c)], c));
  }

  private static Plane convolved(Plane x, GeometryMessage form, float[] weights) {
    int kernel = form.getKernel();
    return filled(
        new Plane(size(x.height, form), size(x.width, form), form.getFilters()),
        (row, column, filter) -> {
          float sum = 0;
          int weight = filter * kernel * kernel * x.channels;
          for (int dy = 0; dy < kernel; dy++) {
            for (int dx = 0; dx < kernel; dx++) {
              int y = row * form.getStride() + dy - form.getPadding();
              int at = column * form.getStride() + dx - form.getPadding();
              if (x.holds(y, at)) {
                int first = x.index(y, at, 0);
                for (int c = 0; c < x.channels; c++) {
                  sum = Math.fma(x.values[first + c], weights[weight + c], sum);
                }
              }
              weight += x.channels;
            }
          }
          return sum;
        });
  }

  private static Plane binaryConvolved(Plane x, BinaryConvolutionMessage layer) {
    GeometryMessage form = layer.getGeometry();
    int count = form.getFilters() * form.getKernel() * form.getKernel() * x.channels;
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = ((layer.getSigns().byteAt(i / 8) >> (i % 8)) & 1) == 1 ? 1 : -1;
    }
    layer.getZerosList().forEach(zero -> weights[zero] = 0);
    return convolved(each(x, (value, c) -> Math.signum(value)), form, weights);
  }

  private static int size(int size, GeometryMessage form) {
    return (size + 2 * form.getPadding() - form.getKernel()) / form.getStride() + 1;
  }

  private static Plane normalized(Plane x, NormalizationMessage layer) {
    float[] gain = array(layer.getGain());
    float[] offset = array(layer.getOffset());
    if (layer.getMean().isEmpty()) {
      return each(x, (value, c) -> value * gain[c] + offset[c]);
    }
    float[] mean = array(layer.getMean());
    float[] inverse = array(layer.getInverseDeviation());
    return each(x, (value, c) -> Math.fma((value - mean[c]) * inverse[c], gain[c], offset[c]));
  }

  private static Plane greatest(Plane x, MaxPoolingMessage layer) {
    GeometryMessage form =
        GeometryMessage.newBuilder()
            .setKernel(layer.getWindow())
            .setStride(layer.getStride())
            .setPadding(layer.getPadding())
            .build();
    return filled(
        new Plane(size(x.height, form), size(x.width, form), x.channels),
        (row, column, c) -> {
          float greatest = Float.NEGATIVE_INFINITY;
          for (int i = 0; i < layer.getWindow() * layer.getWindow(); i++) {
            int y = row * layer.getStride() + i / layer.getWindow() - layer.getPadding();
            int at = column * layer.getStride() + i % layer.getWindow() - layer.getPadding();
            greatest = x.holds(y, at) ? Math.max(greatest, x.values[x.index(y, at, c)]) : greatest;
          }
          return greatest;
        });
  }

  private static Plane average(Plane x) {
    double[] sums = new double[x.channels];
    for (int i = 0; i < x.values.length; i++) {
      sums[i % x.channels] += x.values[i];
    }
    return filled(
        new Plane(1, 1, x.channels), (row, column, c) -> (float) (sums[c] / (x.height * x.width)));
  }

  private static Plane padded(Plane x, ChannelPaddingMessage layer) {
    int before = layer.getBefore();
    return filled(
        new Plane(x.height, x.width, before + x.channels + layer.getAfter()),
        (row, column, c) ->
            c < before || c >= before + x.channels
                ? 0
                : x.values[x.index(row, column, c - before)]);
  }

  private static Plane linear(Plane x, LinearMessage layer) {
    float[] weights = array(layer.getWeights());
    float[] bias = array(layer.getBias());
    return filled(
        new Plane(1, 1, bias.length),
        (row, column, unit) -> {
          double sum = bias[unit];
          for (int i = 0; i < x.channels; i++) {
            sum += (double) x.values[i] * weights[unit * x.channels + i];
          }
          return (float) sum;
        });
  }
}
