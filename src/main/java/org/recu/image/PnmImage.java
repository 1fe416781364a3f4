package org.recu.image;

/**
 * A binary PGM or PPM with 8 bits a sample, or a PGM with 16, of which the high byte is taken.
 *
 * @param file its bytes
 * @param height in pixels
 * @param width in pixels
 * @param start position of the first sample
 * @param channels 1 or 3
 * @param sampleBytes 1 or 2
 */
record PnmImage(FileBytes file, int height, int width, int start, int channels, int sampleBytes)
    implements RareImage {

  private static final int MOST_8_BITS = 255;
  private static final int MOST_16_BITS = 65535;

  /** Reads the header: width, height and the greatest sample, with comments among them. */
  static PnmImage of(byte[] bytes) throws UnreadableImageException {
    FileBytes file = new FileBytes(bytes, ImageFormat.PNM);
    int kind = file.unsigned(1) - '0';
    if (kind != 5 && kind != 6) {
      throw RareImage.unsupported("a PNM of kind P%d".formatted(kind));
    }
    Header header = new Header(file);
    int width = header.number();
    int height = header.number();
    int most = header.number();
    if (most != MOST_8_BITS && !(kind == 5 && most == MOST_16_BITS)) {
      throw RareImage.unsupported("a PNM of kind P%d with samples up to %d".formatted(kind, most));
    }
    if (width < 1 || height < 1) {
      throw new UnreadableImageException(
          "a damaged PNM of %d x %d pixels".formatted(width, height));
    }
    return new PnmImage(
        file, height, width, header.at + 1, kind == 5 ? 1 : 3, most == MOST_8_BITS ? 1 : 2);
  }

  @Override
  public long leastBytes() {
    return start + (long) height * width * channels * sampleBytes;
  }

  @Override
  public void decode(byte[] pixels) throws UnreadableImageException {
    int count = height * width;
    file.require(start, (long) count * channels * sampleBytes);
    byte[] from = file.bytes();
    if (channels == 3) {
      System.arraycopy(from, start, pixels, 0, 3 * count);
      return;
    }
    for (int i = 0; i < count; i++) {
      byte grey = from[start + i * sampleBytes];
      pixels[3 * i] = grey;
      pixels[3 * i + 1] = grey;
      pixels[3 * i + 2] = grey;
    }
  }

  /** Reads numbers between white space and comments. */
  private static final class Header {
    private final FileBytes file;

    /** Position after the last number. */
    private int at = 2;

    Header(FileBytes file) {
      this.file = file;
    }

    int number() throws UnreadableImageException {
      int next = file.unsigned(at);
      while (next == '#' || isSpace(next)) {
        if (next == '#') {
          while (file.unsigned(at) != '\n' && file.unsigned(at) != '\r') {
            at++;
          }
        }
        next = file.unsigned(++at);
      }
      int value = 0;
      int digits = 0;
      for (; next >= '0' && next <= '9' && digits < 9; digits++) {
        value = 10 * value + next - '0';
        next = file.unsigned(++at);
      }
      if (digits == 0 || !isSpace(next)) {
        throw new UnreadableImageException("a damaged PNM: no number at byte %d".formatted(at));
      }
      return value;
    }

    private static boolean isSpace(int letter) {
      return letter == ' ' || (letter >= '\t' && letter <= '\r');
    }
  }
}
