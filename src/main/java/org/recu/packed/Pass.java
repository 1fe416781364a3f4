package org.recu.packed;

import java.util.List;

/**
 * One pass over an image, from where its numbers come to where they go, a few pixels at a time, so
 * that these stay in the first cache.
 *
 * @param shape of what the source yields
 * @param source of the numbers
 * @param steps in this order
 */
record Pass(Shape shape, Source source, List<Step> steps) {

  /** Numbers that are at hand at a time, roughly. */
  private static final int NUMBERS = 2048;

  /** Pixels of which kernels compute a few together. */
  private static final int LEAST_PIXELS = 8;

  Pass {
    steps = List.copyOf(steps);
  }

  /** How many pixels of a shape are taken at a time. */
  static int pixels(Shape shape) {
    return Math.min(shape.pixels(), Math.max(NUMBERS / shape.channels(), LEAST_PIXELS));
  }

  /** How many numbers of a shape are taken at a time. */
  static int numbers(Shape shape) {
    return pixels(shape) * shape.channels();
  }

  void run(Workspace workspace) {
    int chunk = pixels(shape);
    float[] x = workspace.numbers;
    source.begin(workspace);
    for (int from = 0; from < shape.pixels(); from += chunk) {
      int count = Math.min(chunk, shape.pixels() - from);
      source.fill(workspace, from, count, x);
      for (int i = 0; i < steps.size(); i++) {
        steps.get(i).apply(workspace, from, count, x);
      }
    }
  }
}
