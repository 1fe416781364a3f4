package org.recu.packed;

/** A way to compute the loops that take nearly all of the time. */
interface Kernel {

  /** Its name, for messages and the system property. */
  String name();

  /** A binary convolution with these weights. */
  Differences differences(BinaryWeights weights);

  /** A real convolution. */
  Products products(RealWeights weights);

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
}
