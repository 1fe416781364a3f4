package org.recu.image;

/**
 * Unpacks the pixels of a GIF: variable-length LZW codes in blocks of up to 255 bytes (GIF89a,
 * appendix F). Unlike {@code javax.imageio}, it rejects codes that are impossible, as PIL does.
 */
final class GifPixels {
  private static final int MOST_BITS = 12;

  /** The most pixels of one code. */
  static final int MOST_PIXELS = 1 << MOST_BITS;

  private final FileBytes file;

  /** Position of the next byte. */
  private int at;

  /** Position after the last byte of the current block. */
  private int blockEnd;

  /** Bits that have been read but not used, the next one lowest. */
  private int buffer;

  private int buffered;

  /** For each code, the code of all its pixels but the last. */
  private final int[] before = new int[1 << MOST_BITS];

  /** For each code, its last pixel. */
  private final byte[] last = new byte[1 << MOST_BITS];

  /** For each code, its number of pixels. */
  private final int[] lengths = new int[1 << MOST_BITS];

  /**
   * Starts at the number of bits of a pixel, which precedes the blocks.
   *
   * @param at its position
   */
  GifPixels(FileBytes file, int at) {
    this.file = file;
    this.at = at;
    this.blockEnd = at + 1;
  }

  /**
   * Unpacks all pixels.
   *
   * @param pixels out: the number of each pixel's colour
   * @throws UnreadableImageException if there are fewer, or a code is impossible
   */
  void unpack(byte[] pixels) throws UnreadableImageException {
    int pixelBits = file.unsigned(at++);
    if (pixelBits < 1 || pixelBits >= MOST_BITS) {
      throw new UnreadableImageException("a damaged GIF of %d bits a pixel".formatted(pixelBits));
    }
    int clear = 1 << pixelBits;
    for (int i = 0; i < clear; i++) {
      last[i] = (byte) i;
      lengths[i] = 1;
    }
    int next = clear + 2;
    int bits = pixelBits + 1;
    int previous = -1;
    int done = 0;
    while (done < pixels.length) {
      int code = code(bits);
      if (code == clear) {
        next = clear + 2;
        bits = pixelBits + 1;
        previous = -1;
        continue;
      }
      // The next code may be used before it is known: it is the previous one and its first pixel.
      if (code == clear + 1
          || code > next
          || (previous < 0 && code > clear)
          || (code == next && next == 1 << MOST_BITS)) {
        throw file.truncated();
      }
      if (previous >= 0 && next < 1 << MOST_BITS) {
        before[next] = previous;
        lengths[next] = lengths[previous] + 1;
        last[next] = first(code == next ? previous : code);
        next++;
        if (next == 1 << bits && bits < MOST_BITS) {
          bits++;
        }
      }
      done = write(code, pixels, done);
      previous = code;
    }
  }

  private byte first(int code) {
    int first = code;
    while (lengths[first] > 1) {
      first = before[first];
    }
    return last[first];
  }

  /** Writes a code's pixels, without those that lie beyond the image. */
  private int write(int code, byte[] pixels, int done) {
    int end = done + lengths[code];
    int rest = code;
    for (int i = end - 1; i >= done; i--) {
      if (i < pixels.length) {
        pixels[i] = last[rest];
      }
      rest = before[rest];
    }
    return end;
  }

  private int code(int bits) throws UnreadableImageException {
    while (buffered < bits) {
      if (at == blockEnd) {
        int size = file.unsigned(at++);
        blockEnd = at + size;
        if (size == 0) {
          throw file.truncated();
        }
      }
      buffer |= file.unsigned(at++) << buffered;
      buffered += 8;
    }
    int code = buffer & (1 << bits) - 1;
    buffer >>>= bits;
    buffered -= bits;
    return code;
  }
}
