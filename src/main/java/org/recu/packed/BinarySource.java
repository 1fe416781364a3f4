package org.recu.packed;

import java.util.List;

/** A convolution of signs with signs: whole numbers. */
final class BinarySource implements Source {

  private final SignLayout layout;
  private final int signs;
  private final Kernel.Differences kernel;
  private final int filters;
  private final int columns;

  /** Where the window of each output begins, in words. */
  private final int[] windows;

  /** Weights that are exactly 0, as places among those of a filter: in the order of the file. */
  private final List<Integer> zeros;

  /**
   * A convolution.
   *
   * @param layout of the signs that it takes
   * @param signs number of their plane
   * @param output (height, width, filters)
   * @param kernel with its weights
   * @param zeros numbers of the weights that are 0, ascending
   */
  BinarySource(
      SignLayout layout, int signs, Shape output, Kernel.Differences kernel, List<Integer> zeros) {
    this.layout = layout;
    this.signs = signs;
    this.kernel = kernel;
    this.zeros = zeros;
    filters = output.channels();
    columns = output.width();
    windows = new int[output.pixels()];
    for (int pixel = 0; pixel < windows.length; pixel++) {
      windows[pixel] = layout.windowPixel(pixel / columns, pixel % columns) * layout.pixelWords();
    }
  }

  @Override
  public void fill(Workspace workspace, int from, int count, float[] x) {
    count(workspace, from, count);
    kernel.sum(workspace.differences, workspace.places, count, x);
    if (!zeros.isEmpty()) {
      withoutZeros(workspace.signs(signs), from, count, x);
    }
  }

  /** Leaves, in the workspace, the differences of pixels and how many places they are of. */
  void count(Workspace workspace, int from, int count) {
    SignPlane plane = workspace.signs(signs);
    kernel.count(plane, windows, from, count, workspace.scratch, workspace.differences);
    for (int pixel = 0; pixel < count; pixel++) {
      workspace.places[pixel] = places(plane, windows[from + pixel] / layout.pixelWords());
    }
  }

  /** How the signs that it takes lie in memory. */
  SignLayout layout() {
    return layout;
  }

  /** The number of their plane. */
  int signs() {
    return signs;
  }

  /** Numbers of a pixel among the differences. */
  int stride() {
    return kernel.stride();
  }

  /** Whether there are weights that are 0. */
  boolean hasZeros() {
    return !zeros.isEmpty();
  }

  /** The greatest magnitude of a sum. */
  int greatest() {
    return layout.form().kernel() * layout.form().kernel() * layout.input().channels();
  }

  /** How many signs of a window are not zero. */
  private int places(SignPlane plane, int window) {
    int places = 0;
    int kernelSize = layout.form().kernel();
    for (int row = 0; row < kernelSize; row++) {
      int at = window + row * layout.rowPixels();
      for (int i = 0; i < kernelSize; i++) {
        places += plane.counts[at + i];
      }
    }
    return places;
  }

  /** Takes back what the weights that are 0 have added: as if they were -1, their bit being 0. */
  private void withoutZeros(SignPlane plane, int from, int count, float[] x) {
    int channels = layout.input().channels();
    int size = layout.form().kernel();
    int weights = size * size * channels;
    for (int zero : zeros) {
      int filter = zero / weights;
      int tap = zero % weights / channels;
      int bit = layout.weightBit(tap / size, tap % size, zero % channels);
      int row = bit / SignLayout.BITS / layout.kernelRowWords();
      int offset = row * layout.rowWords() + bit / SignLayout.BITS - row * layout.kernelRowWords();
      for (int pixel = 0; pixel < count; pixel++) {
        int word = windows[from + pixel] + offset;
        if ((plane.nonzero[word] >>> bit & 1) != 0) {
          x[pixel * filters + filter] += (plane.negative[word] >>> bit & 1) != 0 ? -1 : 1;
        }
      }
    }
  }
}
