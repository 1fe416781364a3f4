package org.recu.packed;

/**
 * How the signs of an image lie in memory for a convolution: one bit a channel, 32 to a word, with
 * the padding around the image.
 *
 * <p>The words that one row of the kernel covers lie next to each other. With 32 channels or more,
 * a pixel has its own words. With fewer, the pixel's first word begins with its own channels and
 * goes on with those of the pixels to its right that the kernel covers, so that no more words are
 * counted than need be.
 *
 * @param input (height, width, channels)
 * @param form of the convolution
 */
record SignLayout(Shape input, Geometry form) {

  static final int BITS = 32;

  /** Whether a pixel's words also hold the channels of the pixels to its right. */
  boolean overlapping() {
    return form.kernel() > 1 && input.channels() < BITS;
  }

  /** Words of a pixel. */
  int pixelWords() {
    int bits = overlapping() ? form.kernel() * input.channels() : input.channels();
    return (bits + BITS - 1) / BITS;
  }

  /** Words that a row of the kernel covers. */
  int kernelRowWords() {
    return overlapping() ? pixelWords() : form.kernel() * pixelWords();
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
    int inRow =
        overlapping()
            ? column * input.channels() + channel
            : column * pixelWords() * BITS + channel;
    return row * kernelRowWords() * BITS + inRow;
  }

  /** The number, among all pixels with the padding, of the one where an output's window begins. */
  int windowPixel(int row, int column) {
    return (row * rowPixels() + column) * form.stride();
  }
}
