package org.recu.packed;

import java.util.Optional;

/** A way to compute the loops that take nearly all of the time. */
interface Kernel {

  /** Its name, for messages and the system property. */
  String name();

  /** A binary convolution with these weights. */
  Differences differences(BinaryWeights weights);

  /** A real convolution. */
  Products products(RealWeights weights);

  /** Packs the signs of pixels with so many channels. */
  Signs signs(int channels);

  /** Packs the signs that sums have after operations between which nothing else is needed. */
  SumSigns signs(Thresholds thresholds);

  /** Does the end of a pass in one loop, if this kernel has one for it. */
  default Optional<Step> finish(Finish finish) {
    return Optional.empty();
  }

  /**
   * Takes the maximum of windows, if this kernel has a faster way than the usual one.
   *
   * @param usual what it is to do
   */
  default Optional<Source> maximum(Sources.Maximum usual) {
    return Optional.empty();
  }

  /** Counts, for pixels of the output, in how many places sign and weight differ. */
  interface Differences {

    /**
     * Counts them for consecutive pixels.
     *
     * @param signs of the input
     * @param windows for each pixel of the output, the number of the word where its window begins
     * @param from the first pixel
     * @param count how many pixels
     * @param scratch of this thread
     * @param differences out: (count, {@link #stride}); only the first filters are meant
     */
    void count(
        SignPlane signs, int[] windows, int from, int count, Scratch scratch, int[] differences);

    /** Numbers of a pixel in the result: the filters, or a few more. */
    int stride();

    /**
     * Turns differences into sums: {@code places - 2 differences}.
     *
     * @param differences (count, {@link #stride})
     * @param places (count): how many signs of each pixel's window are not zero
     * @param count how many pixels
     * @param sums out: (count, filters)
     */
    void sum(int[] differences, int[] places, int count, float[] sums);
  }

  /** Sums of products, for pixels of the output. */
  interface Products {

    /**
     * Computes them for consecutive pixels: the products of a window added in the order row,
     * column, channel, each with one rounding.
     *
     * @param image the input with its padding
     * @param windows for each pixel of the output, the index where its window begins
     * @param from the first pixel
     * @param count how many pixels
     * @param scratch of this thread
     * @param sums out: (count, filters)
     */
    void sum(float[] image, int[] windows, int from, int count, Scratch scratch, float[] sums);
  }

  /** Packs the signs of a pixel. */
  interface Signs {

    /**
     * Packs them, 32 to a word.
     *
     * @param x of which one pixel's numbers begin at {@code from}
     * @param from the first
     * @param negative out: 1 where a number is negative
     * @param nonzero out: 1 where a number is not zero
     * @param to the first word of the pixel in both
     * @return how many numbers are not zero
     */
    int pack(float[] x, int from, int[] negative, int[] nonzero, int to);
  }

  /** Packs the signs that a pixel's sums have by their thresholds. */
  interface SumSigns {

    /**
     * Packs them, as {@link Signs#pack} does.
     *
     * @param differences of which one pixel's begin at {@code from}
     * @param places how many signs of the pixel's window are not zero
     */
    int pack(int[] differences, int from, int places, int[] negative, int[] nonzero, int to);
  }
}
