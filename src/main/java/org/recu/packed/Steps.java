package org.recu.packed;

import com.google.protobuf.ByteString;

/**
 * The element-wise operations. Each rounds as the operation of the same name does in TensorFlow, to
 * float32 after every product and sum.
 */
final class Steps {

  private Steps() {}

  /** Repeats the numbers of the channels for all pixels that a pass has at hand. */
  static float[] repeated(Shape shape, ByteString channels) {
    float[] once = Floats.of(channels);
    float[] repeated = new float[Pass.numbers(shape)];
    for (int i = 0; i < repeated.length; i += once.length) {
      System.arraycopy(once, 0, repeated, i, once.length);
    }
    return repeated;
  }

  /** {@code y = x gain + offset}. */
  static final class Normalize implements Step {

    private final float[] gain;
    private final float[] offset;

    /**
     * Takes its parts.
     *
     * @param gain one a number at hand
     * @param offset one a number at hand
     */
    Normalize(float[] gain, float[] offset) {
      this.gain = gain;
      this.offset = offset;
    }

    float[] gain() {
      return gain;
    }

    float[] offset() {
      return offset;
    }

    @Override
    public void apply(Workspace workspace, int from, int count, float[] x) {
      for (int i = 0; i < gain.length; i++) {
        x[i] = x[i] * gain[i] + offset[i];
      }
    }
  }

  /** {@code y = (x - mean) inverse gain + offset}; the last product and sum are rounded once. */
  static final class Standardize implements Step {

    private final float[] mean;
    private final float[] inverse;
    private final float[] gain;
    private final float[] offset;

    /**
     * Takes its parts.
     *
     * @param mean one a number at hand
     * @param inverse of the standard deviation, one a number at hand
     * @param gain one a number at hand
     * @param offset one a number at hand
     */
    Standardize(float[] mean, float[] inverse, float[] gain, float[] offset) {
      this.mean = mean;
      this.inverse = inverse;
      this.gain = gain;
      this.offset = offset;
    }

    float[] mean() {
      return mean;
    }

    float[] inverse() {
      return inverse;
    }

    float[] gain() {
      return gain;
    }

    float[] offset() {
      return offset;
    }

    @Override
    public void apply(Workspace workspace, int from, int count, float[] x) {
      for (int i = 0; i < gain.length; i++) {
        x[i] = Math.fma((x[i] - mean[i]) * inverse[i], gain[i], offset[i]);
      }
    }
  }

  /** {@code y = x + bias}. */
  static final class Shift implements Step {

    private final float[] bias;

    /**
     * Takes its parts.
     *
     * @param bias one a number at hand
     */
    Shift(float[] bias) {
      this.bias = bias;
    }

    float[] bias() {
      return bias;
    }

    @Override
    public void apply(Workspace workspace, int from, int count, float[] x) {
      for (int i = 0; i < bias.length; i++) {
        x[i] = x[i] + bias[i];
      }
    }
  }

  /** {@code y = x} where {@code x > 0}, else {@code x slope}. */
  static final class Bend implements Step {

    private final float[] slope;

    /**
     * Takes its parts.
     *
     * @param slope one a number at hand
     */
    Bend(float[] slope) {
      this.slope = slope;
    }

    float[] slope() {
      return slope;
    }

    @Override
    public void apply(Workspace workspace, int from, int count, float[] x) {
      for (int i = 0; i < slope.length; i++) {
        x[i] = x[i] > 0 ? x[i] : x[i] * slope[i];
      }
    }
  }

  /** {@code y = max(-1, min(1, x))}. */
  record Clamp(int channels) implements Step {
    @Override
    public void apply(Workspace workspace, int from, int count, float[] x) {
      for (int i = 0; i < count * channels; i++) {
        x[i] = Math.max(-1, Math.min(1, x[i]));
      }
    }
  }

  /** {@code y = max(0, x)}. */
  record Rectify(int channels) implements Step {
    @Override
    public void apply(Workspace workspace, int from, int count, float[] x) {
      for (int i = 0; i < count * channels; i++) {
        x[i] = Math.max(0, x[i]);
      }
    }
  }

  /**
   * Adds another value.
   *
   * @param plane its number
   * @param channels of both
   */
  record Add(int plane, int channels) implements Step {
    @Override
    public void apply(Workspace workspace, int from, int count, float[] x) {
      float[] other = workspace.others;
      System.arraycopy(workspace.plane(plane), from * channels, other, 0, count * channels);
      for (int i = 0; i < count * channels; i++) {
        x[i] = x[i] + other[i];
      }
    }
  }

  /**
   * Keeps the numbers for later passes.
   *
   * @param plane its number
   * @param channels of the value
   */
  record Store(int plane, int channels) implements Step {
    @Override
    public void apply(Workspace workspace, int from, int count, float[] x) {
      System.arraycopy(x, 0, workspace.plane(plane), from * channels, count * channels);
    }
  }
}
