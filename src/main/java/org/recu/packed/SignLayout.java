package org.recu.packed;

/**
 * How the signs of an image lie in memory for a convolution: one bit a channel, 32 to a word, with
 * the padding around the image. The words that one row of the kernel covers lie next to each other.
 *
 * @param input (height, width, channels)
 * @param form of the convolution
 */
record SignLayout(Shape input, Geometry form) {

  static final int BITS = 32;

  /** Words of a pixel. */
  int pixelWords() {
    return (input.channels() + BITS - 1) / BITS;
  }

  /** Words that a row of the kernel covers. */
  int kernelRowWords() {
    return form.kernel() * pixelWords();
  }

  /** Words that the kernel covers. */
  int kernelWords() {
    return form.kernel() * kernelRowWords();
  }

  /** Pixels of a row with its padding. */
  int rowPixels() {
    return input.width() + 2 * form.padding();
  }

  /** Words of a row with its padding. */
  int rowWords() {
    return rowPixels() * pixelWords();
  }

  /** Pixels with the padding. */
  int pixels() {
    return (input.height() + 2 * form.padding()) * rowPixels();
  }

  /** The bit of a weight among those of its filter, in the order in which the words lie. */
  int weightBit(int row, int column, int channel) {
    return ((row * form.kernel() + column) * pixelWords()) * BITS + channel;
  }

  /** The number, among all pixels with the padding, of the one where an output's window begins. */
  int windowPixel(int row, int column) {
    return (row * rowPixels() + column) * form.stride();
  }

  /** The number, among all pixels with the padding, of a pixel of the image. */
  int pixel(int row, int column) {
    return (row + form.padding()) * rowPixels() + column + form.padding();
  }
}
