package org.recu.packed;

/** Packs the signs of the numbers at hand for a binary convolution. */
final class StoreSigns implements Step {

  private final SignLayout layout;
  private final int signs;

  /** The words of a pixel's own channels. */
  private final int words;

  StoreSigns(SignLayout layout, int signs) {
    this.layout = layout;
    this.signs = signs;
    words = (layout.input().channels() + SignLayout.BITS - 1) / SignLayout.BITS;
  }

  @Override
  public void apply(Workspace workspace, int from, int count, float[] x) {
    SignPlane plane = workspace.signs(signs);
    int channels = layout.input().channels();
    int columns = layout.input().width();
    int padding = layout.form().padding();
    for (int i = 0; i < count; i++) {
      int row = (from + i) / columns + padding;
      int column = (from + i) % columns + padding;
      int pixel = row * layout.rowPixels() + column;
      int places = 0;
      for (int word = 0; word < words; word++) {
        int first = i * channels + word * SignLayout.BITS;
        int bits = Math.min(SignLayout.BITS, channels - word * SignLayout.BITS);
        int negative = 0;
        int nonzero = 0;
        for (int bit = 0; bit < bits; bit++) {
          int raw = Float.floatToRawIntBits(x[first + bit]);
          int magnitude = raw << 1;
          negative |= raw >>> 31 << bit;
          nonzero |= (magnitude | -magnitude) >>> 31 << bit;
        }
        places += Integer.bitCount(nonzero);
        if (layout.overlapping()) {
          overlap(plane, row, column, negative, nonzero);
        } else {
          plane.negative[pixel * words + word] = negative;
          plane.nonzero[pixel * words + word] = nonzero;
        }
      }
      plane.counts[pixel] = places;
    }
  }

  /** Writes a pixel's channels into its own words and those of the pixels to its left. */
  private void overlap(SignPlane plane, int row, int column, int negative, int nonzero) {
    int channels = layout.input().channels();
    for (int shift = 0; shift < layout.form().kernel() && shift <= column; shift++) {
      int at = (row * layout.rowPixels() + column - shift) * layout.pixelWords();
      int bit = shift * channels;
      put(plane.negative, at, bit, channels, negative);
      put(plane.nonzero, at, bit, channels, nonzero);
    }
  }

  private static void put(int[] words, int at, int bit, int count, int bits) {
    long mask = (1L << count) - 1 << bit % SignLayout.BITS;
    long shifted = Integer.toUnsignedLong(bits) << bit % SignLayout.BITS;
    int word = at + bit / SignLayout.BITS;
    words[word] = words[word] & ~(int) mask | (int) shifted;
    if (mask >>> SignLayout.BITS != 0) {
      words[word + 1] =
          words[word + 1] & ~(int) (mask >>> SignLayout.BITS) | (int) (shifted >>> SignLayout.BITS);
    }
  }
}
