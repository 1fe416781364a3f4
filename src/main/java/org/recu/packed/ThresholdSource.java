package org.recu.packed;

/** A binary convolution of which only the signs are used: no sum becomes a real number. */
final class ThresholdSource implements Source {

  private final BinarySource convolution;
  private final SignLayout layout;
  private final int signs;
  private final Kernel.SumSigns kernel;

  /**
   * A convolution and the signs of what is made of its sums.
   *
   * @param convolution whose weights are never 0
   * @param layout of the signs
   * @param signs number of their plane
   * @param kernel that knows the thresholds
   */
  ThresholdSource(BinarySource convolution, SignLayout layout, int signs, Kernel.SumSigns kernel) {
    this.convolution = convolution;
    this.layout = layout;
    this.signs = signs;
    this.kernel = kernel;
  }

  /** The convolution of whose sums these are the signs. */
  BinarySource convolution() {
    return convolution;
  }

  @Override
  public void fill(Workspace workspace, int from, int count, float[] x) {
    convolution.count(workspace, from, count);
    SignPlane plane = workspace.signs(signs);
    int columns = layout.input().width();
    for (int i = 0; i < count; i++) {
      int pixel = layout.pixel((from + i) / columns, (from + i) % columns);
      plane.counts[pixel] =
          kernel.pack(
              workspace.differences,
              i * convolution.stride(),
              workspace.places[i],
              plane.negative,
              plane.nonzero,
              pixel * layout.pixelWords());
    }
  }
}
