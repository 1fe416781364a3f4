package org.recu.packed;

/** A convolution with real weights. */
final class RealSource implements Source {

  private final RealWeights weights;
  private final int plane;
  private final int padded;
  private final Kernel.Products kernel;

  /** Where the window of each output begins. */
  private final int[] windows;

  /**
   * A convolution.
   *
   * @param weights with the geometry
   * @param plane number of the input
   * @param padded number of the memory for the padded input; -1 if there is no padding
   * @param output (height, width, filters)
   * @param kernel with the weights
   */
  RealSource(RealWeights weights, int plane, int padded, Shape output, Kernel.Products kernel) {
    this.weights = weights;
    this.plane = plane;
    this.padded = padded;
    this.kernel = kernel;
    windows = new int[output.pixels()];
    int stride = weights.form().stride();
    for (int pixel = 0; pixel < windows.length; pixel++) {
      int row = pixel / output.width() * stride;
      int column = pixel % output.width() * stride;
      windows[pixel] = row * weights.row() + column * weights.input().channels();
    }
  }

  @Override
  public void begin(Workspace workspace) {
    if (padded >= 0) {
      float[] from = workspace.plane(plane);
      float[] to = workspace.padded[padded];
      int padding = weights.form().padding();
      int row = weights.input().width() * weights.input().channels();
      for (int y = 0; y < weights.input().height(); y++) {
        System.arraycopy(
            from,
            y * row,
            to,
            (y + padding) * weights.row() + padding * weights.input().channels(),
            row);
      }
    }
  }

  @Override
  public void fill(Workspace workspace, int from, int count, float[] x) {
    float[] image = padded >= 0 ? workspace.padded[padded] : workspace.plane(plane);
    kernel.sum(image, windows, from, count, workspace.scratch, x);
  }
}
