package org.recu.packed;

import com.google.protobuf.ByteString;

/** The weights of a real convolution. */
final class RealWeights {

  private final Shape input;
  private final Geometry form;
  private final float[] values;

  /**
   * Takes its parts.
   *
   * @param input (height, width, channels), without the padding
   * @param form of the convolution
   * @param values (kernel, kernel, channels, filters)
   */
  RealWeights(Shape input, Geometry form, float[] values) {
    this.input = input;
    this.form = form;
    this.values = values;
  }

  Shape input() {
    return input;
  }

  Geometry form() {
    return form;
  }

  float[] values() {
    return values;
  }

  /**
   * Brings the weights of a file into this order.
   *
   * @param message (filters, kernel, kernel, channels)
   */
  static RealWeights of(Shape input, Geometry form, ByteString message) {
    int filters = form.filters();
    float[] stored = Floats.of(message);
    int taps = stored.length / filters;
    float[] values = new float[stored.length];
    for (int filter = 0; filter < filters; filter++) {
      for (int tap = 0; tap < taps; tap++) {
        values[tap * filters + filter] = stored[filter * taps + tap];
      }
    }
    return new RealWeights(input, form, values);
  }

  /** Numbers of the input that a row of the kernel covers; they lie next to each other. */
  int kernelRow() {
    return form.kernel() * input.channels();
  }

  /** Numbers of a row of the input with its padding. */
  int row() {
    return (input.width() + 2 * form.padding()) * input.channels();
  }
}
