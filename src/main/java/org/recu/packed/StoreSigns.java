package org.recu.packed;

/** Packs the signs of the numbers at hand for a binary convolution. */
final class StoreSigns implements Step {

  private final SignLayout layout;
  private final int signs;

  private final Kernel.Signs kernel;

  StoreSigns(SignLayout layout, int signs, Kernel.Signs kernel) {
    this.layout = layout;
    this.signs = signs;
    this.kernel = kernel;
  }

  @Override
  public void apply(Workspace workspace, int from, int count, float[] x) {
    SignPlane plane = workspace.signs(signs);
    int channels = layout.input().channels();
    int columns = layout.input().width();
    for (int i = 0; i < count; i++) {
      int pixel = layout.pixel((from + i) / columns, (from + i) % columns);
      plane.counts[pixel] =
          kernel.pack(x, i * channels, plane.negative, plane.nonzero, pixel * layout.pixelWords());
    }
  }

  /** The same signs, of a convolution's sums by their thresholds. */
  Source of(BinarySource convolution, Kernel.SumSigns thresholds) {
    return new ThresholdSource(convolution, layout, signs, thresholds);
  }
}
