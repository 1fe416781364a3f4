package org.recu.packed;

import java.io.IOException;
import org.recu.packed.proto.GeometryMessage;
import org.recu.packed.proto.MaxPoolingMessage;

/**
 * The shapes that values have, none of them empty, and all of them together within the Java heap.
 * Belongs to the reader of one file.
 */
final class ShapeRules {

  /** The greatest kernel, stride and window, in pixels. */
  private static final int GREATEST_KERNEL = 255;

  private final String file;
  private final FieldChecks checks;

  /** Numbers of all values together. */
  private long total;

  ShapeRules(String file, FieldChecks checks) {
    this.file = file;
    this.checks = checks;
  }

  /** The shape that a convolution gives. */
  Shape convolved(String field, GeometryMessage message, Shape input) throws IOException {
    checks.range(field + ".geometry.filters", message.getFilters(), 1, Short.MAX_VALUE);
    checks.range(field + ".geometry.kernel", message.getKernel(), 1, GREATEST_KERNEL);
    checks.range(field + ".geometry.stride", message.getStride(), 1, GREATEST_KERNEL);
    checks.range(field + ".geometry.padding", message.getPadding(), 0, message.getKernel() - 1);
    // The input is kept with its padding, which is counted beside it.
    shape(
        field + ".geometry.padding",
        input.height() + 2L * message.getPadding(),
        input.width() + 2L * message.getPadding(),
        input.channels());
    total -= input.size();
    return window(field, input, Geometry.of(message));
  }

  /** The shape that a maximum pooling gives. */
  Shape pooled(String field, MaxPoolingMessage message, Shape input) throws IOException {
    checks.range(field + ".window", message.getWindow(), 1, GREATEST_KERNEL);
    checks.range(field + ".stride", message.getStride(), 1, GREATEST_KERNEL);
    checks.range(field + ".padding", message.getPadding(), 0, message.getWindow() - 1);
    return window(
        field,
        input,
        new Geometry(
            input.channels(), message.getWindow(), message.getStride(), message.getPadding()));
  }

  /** The shape that a window which moves over an image leaves. */
  private Shape window(String field, Shape input, Geometry form) throws IOException {
    return shape(
        field,
        Math.floorDiv(input.height() + 2 * form.padding() - form.kernel(), form.stride()) + 1,
        Math.floorDiv(input.width() + 2 * form.padding() - form.kernel(), form.stride()) + 1,
        form.filters());
  }

  /** A shape that is not empty, and whose numbers fit the Java heap together with the others'. */
  Shape shape(String field, long height, long width, long channels) throws IOException {
    if (height < 1 || width < 1) {
      throw new IOException(
          "%s: %s: its input is too small: the output would have %d x %d pixels"
              .formatted(file, field, height, width));
    }
    total += height * width * channels;
    long available = Runtime.getRuntime().maxMemory() / Float.BYTES / 2;
    if (height * width * channels > Integer.MAX_VALUE / 8 || total > available) {
      throw new IOException(
          "%s: %s: values of %dx%dx%d do not fit the Java heap of %d MB"
              .formatted(
                  file,
                  field,
                  height,
                  width,
                  channels,
                  Runtime.getRuntime().maxMemory() / (1 << 20)));
    }
    return new Shape((int) height, (int) width, (int) channels);
  }
}
