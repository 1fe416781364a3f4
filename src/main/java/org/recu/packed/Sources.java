package org.recu.packed;

import java.util.Arrays;
import org.recu.packed.proto.ChannelPaddingMessage;
import org.recu.packed.proto.ImageMessage;
import org.recu.packed.proto.LinearMessage;
import org.recu.packed.proto.MaxPoolingMessage;

/** The sources of a pass but for convolutions: each reads a value that an earlier pass has kept. */
final class Sources {

  private static final int BYTES = 256;
  private static final int COLOURS = 3;

  private Sources() {}

  /** The image, normalised: {@code (p - 255 mean) / (255 standard deviation)}. */
  static final class Pixels implements Source {

    /** What each byte of each colour becomes. */
    private final float[] numbers = new float[COLOURS * BYTES];

    Pixels(ImageMessage image) {
      for (int colour = 0; colour < COLOURS; colour++) {
        float mean = (float) (255 * image.getMean(colour));
        float deviation = (float) (255 * image.getStandardDeviation(colour));
        for (int level = 0; level < BYTES; level++) {
          numbers[colour * BYTES + level] = (level - mean) / deviation;
        }
      }
    }

    @Override
    public void fill(Workspace workspace, int from, int count, float[] x) {
      byte[] pixels = workspace.pixels;
      int at = workspace.firstPixel + from * COLOURS;
      for (int i = 0; i < count * COLOURS; i += COLOURS) {
        x[i] = numbers[pixels[at + i] & 0xff];
        x[i + 1] = numbers[BYTES + (pixels[at + i + 1] & 0xff)];
        x[i + 2] = numbers[2 * BYTES + (pixels[at + i + 2] & 0xff)];
      }
    }
  }

  /**
   * A value as it is.
   *
   * @param plane its number
   * @param channels of it
   */
  record Copy(int plane, int channels) implements Source {
    @Override
    public void fill(Workspace workspace, int from, int count, float[] x) {
      System.arraycopy(workspace.plane(plane), from * channels, x, 0, count * channels);
    }
  }

  /**
   * The maximum of every window.
   *
   * @param plane number of the input
   * @param input its shape
   * @param columns width of the output
   * @param form of the windows
   */
  record Maximum(int plane, Shape input, int columns, MaxPoolingMessage form) implements Source {
    @Override
    public void fill(Workspace workspace, int from, int count, float[] x) {
      float[] values = workspace.plane(plane);
      float[] other = workspace.others;
      int channels = input.channels();
      for (int pixel = 0; pixel < count; pixel++) {
        int top = (from + pixel) / columns * form.getStride() - form.getPadding();
        int left = (from + pixel) % columns * form.getStride() - form.getPadding();
        int at = pixel * channels;
        Arrays.fill(x, at, at + channels, Float.NEGATIVE_INFINITY);
        int bottom = Math.min(top + form.getWindow(), input.height());
        int right = Math.min(left + form.getWindow(), input.width());
        for (int row = Math.max(top, 0); row < bottom; row++) {
          for (int column = Math.max(left, 0); column < right; column++) {
            System.arraycopy(
                values, (row * input.width() + column) * channels, other, at, channels);
            for (int i = at; i < at + channels; i++) {
              x[i] = Math.max(x[i], other[i]);
            }
          }
        }
      }
    }
  }

  /**
   * The mean of every 2x2 square.
   *
   * @param plane number of the input
   * @param input its shape
   */
  record Average(int plane, Shape input) implements Source {

    private static final float SQUARE = 4;

    @Override
    public void fill(Workspace workspace, int from, int count, float[] x) {
      float[] values = workspace.plane(plane);
      int channels = input.channels();
      int columns = input.width() / 2;
      int row = input.width() * channels;
      for (int pixel = 0; pixel < count; pixel++) {
        int at = (from + pixel) / columns * 2 * row + (from + pixel) % columns * 2 * channels;
        int to = pixel * channels;
        for (int i = 0; i < channels; i++) {
          x[to + i] =
              (values[at + i]
                      + values[at + channels + i]
                      + values[at + row + i]
                      + values[at + row + channels + i])
                  / SQUARE;
        }
      }
    }
  }

  /**
   * The mean over height and width.
   *
   * @param plane number of the input
   * @param input its shape
   */
  record GlobalAverage(int plane, Shape input) implements Source {
    @Override
    public void fill(Workspace workspace, int from, int count, float[] x) {
      float[] values = workspace.plane(plane);
      int channels = input.channels();
      Arrays.fill(x, 0, channels, 0);
      for (int pixel = 0; pixel < input.pixels(); pixel++) {
        for (int i = 0; i < channels; i++) {
          x[i] += values[pixel * channels + i];
        }
      }
      for (int i = 0; i < channels; i++) {
        x[i] /= input.pixels();
      }
    }
  }

  /**
   * Channels of zeros before and after.
   *
   * @param plane number of the input
   * @param channels of the input
   * @param form how many are added
   */
  record Padded(int plane, int channels, ChannelPaddingMessage form) implements Source {
    @Override
    public void fill(Workspace workspace, int from, int count, float[] x) {
      float[] values = workspace.plane(plane);
      int width = form.getBefore() + channels + form.getAfter();
      Arrays.fill(x, 0, count * width, 0);
      for (int pixel = 0; pixel < count; pixel++) {
        System.arraycopy(
            values, (from + pixel) * channels, x, pixel * width + form.getBefore(), channels);
      }
    }
  }

  /**
   * An image as a vector in the order channel, row, column.
   *
   * @param plane number of the input
   * @param input its shape
   */
  record ChannelFirst(int plane, Shape input) implements Source {
    @Override
    public void fill(Workspace workspace, int from, int count, float[] x) {
      float[] values = workspace.plane(plane);
      for (int pixel = 0; pixel < input.pixels(); pixel++) {
        for (int channel = 0; channel < input.channels(); channel++) {
          x[channel * input.pixels() + pixel] = values[pixel * input.channels() + channel];
        }
      }
    }
  }

  /** A fully connected layer. */
  static final class Linear implements Source {

    private final int plane;

    /** (features, units). */
    private final float[][] weights;

    private final float[] bias;

    Linear(int plane, int features, LinearMessage message) {
      this.plane = plane;
      bias = Floats.of(message.getBias());
      float[] all = Floats.of(message.getWeights());
      weights = new float[features][bias.length];
      for (int unit = 0; unit < bias.length; unit++) {
        for (int feature = 0; feature < features; feature++) {
          weights[feature][unit] = all[unit * features + feature];
        }
      }
    }

    @Override
    public void fill(Workspace workspace, int from, int count, float[] x) {
      float[] values = workspace.plane(plane);
      Arrays.fill(x, 0, bias.length, 0);
      for (int feature = 0; feature < weights.length; feature++) {
        add(values[feature], weights[feature], x);
      }
      for (int unit = 0; unit < bias.length; unit++) {
        x[unit] += bias[unit];
      }
    }

    private static void add(float value, float[] weights, float[] x) {
      for (int unit = 0; unit < weights.length; unit++) {
        x[unit] += value * weights[unit];
      }
    }
  }
}
