package org.recu.image;

/**
 * Lighting noise: adds a multiple of the principal components of ImageNet's colours to every pixel
 * (Krizhevsky, Sutskever, Hinton: "ImageNet classification with deep convolutional neural
 * networks", 2012).
 *
 * <p>Follows the published program of ReCU: eigenvalues for pixels in 0..1 are applied to pixels in
 * 0..255, and the sums are truncated to integers. At the usual strength of 0.1, a channel stays the
 * same or decreases by one level.
 */
public final class Lighting {
  /** Standard deviations of the principal components, of pixels in 0..1. */
  private static final double[] EIGENVALUES = {0.2175, 0.0188, 0.0045};

  /** For red, green and blue, their shares in each component. */
  private static final double[][] EIGENVECTORS = {
    {-0.5675, 0.7192, 0.4009},
    {-0.5808, -0.0045, -0.8140},
    {-0.5836, -0.6948, 0.4203}
  };

  private Lighting() {}

  /**
   * Adds the components to an image.
   *
   * @param image in and out
   * @param first how much of the first component, drawn from a normal distribution with mean 0 and
   *     usually standard deviation 0.1
   * @param second how much of the second
   * @param third how much of the third
   */
  public static void add(Raster image, double first, double second, double third) {
    byte[] pixels = image.pixels();
    for (int channel = 0; channel < 3; channel++) {
      double increase =
          EIGENVECTORS[channel][0] * (first * EIGENVALUES[0])
              + EIGENVECTORS[channel][1] * (second * EIGENVALUES[1])
              + EIGENVECTORS[channel][2] * (third * EIGENVALUES[2]);
      if (increase >= 0 && increase < 1) {
        continue;
      }
      byte[] changed = new byte[256];
      for (int level = 0; level < changed.length; level++) {
        changed[level] = (byte) Math.max(0.0, Math.min(255.0, level + increase));
      }
      for (int i = channel; i < image.length(); i += 3) {
        pixels[i] = changed[pixels[i] & 0xff];
      }
    }
  }
}
