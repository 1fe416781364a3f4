package org.recu.image;

/**
 * What the frame header of a JPEG says (ISO/IEC 10918-1, annex B).
 *
 * @param height in pixels
 * @param width in pixels
 * @param unit number of columns that a decoder produces together
 * @param frame the marker of the frame header, 0xc0 for SOF0
 * @param partial whether a decoder gives a part of the image the pixels that it has in the whole
 */
record JpegHeader(int height, int width, int unit, int frame, boolean partial) {
  /** Height and width in pixels of the blocks that a JPEG consists of. */
  private static final int BLOCK = 8;

  private static final int COLOURS = 3;

  /** As many as decoders allow where they limit them; each may go over the whole image. */
  private static final int MOST_SCANS = 500;

  private static final int PROGRESSIVE = 0xc2;
  private static final int START_OF_SCAN = 0xda;

  /** First byte of a marker, or filling before it. */
  private static final int MARKER = 0xff;

  /**
   * Finds the frame header. Bytes that belong to no segment are skipped, as decoders do.
   *
   * @throws UnreadableImageException if there is none
   */
  static JpegHeader of(byte[] bytes) throws UnreadableImageException {
    int at = 2;
    while (at + 9 <= bytes.length) {
      int marker = bytes[at + 1] & 0xff;
      if ((bytes[at] & 0xff) != MARKER || marker == MARKER || marker == 0) {
        at++;
      } else if (isFrame(marker)) {
        return frame(bytes, at);
      } else {
        at += isAlone(marker) ? 2 : 2 + Math.max(2, word(bytes, at + 2));
      }
    }
    throw new UnreadableImageException(
        "a JPEG of %d bytes without a frame header: truncated or damaged".formatted(bytes.length));
  }

  /** Whether it is coded by Huffman's codes of at least a bit each, which the usual frames are. */
  boolean coded() {
    return frame <= PROGRESSIVE;
  }

  /** Whether it has many scans. */
  boolean progressive() {
    return frame == PROGRESSIVE;
  }

  /**
   * Refuses a file of very many scans, which would take its decoder hours.
   *
   * @throws UnreadableImageException if there are
   */
  static void requireFewScans(byte[] bytes) throws UnreadableImageException {
    int scans = 0;
    for (int at = 0; at + 1 < bytes.length; at++) {
      if ((bytes[at] & 0xff) == MARKER && (bytes[at + 1] & 0xff) == START_OF_SCAN) {
        scans++;
      }
    }
    if (scans > MOST_SCANS) {
      throw new UnreadableImageException(
          "a JPEG of %d scans, expected %d at most".formatted(scans, MOST_SCANS));
    }
  }

  /** SOF0 to SOF15, except for three numbers that are other markers: DHT, JPG and DAC. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /** RST0 to RST7 and TEM, which have no length. */
  private static boolean isAlone(int marker) {
    return (marker >= 0xd0 && marker <= 0xd7) || marker == 1;
  }

  /** Reads a frame header, of which the end may be missing. */
  private static JpegHeader frame(byte[] bytes, int at) {
    int components = at + 9 < bytes.length ? bytes[at + 9] & 0xff : 0;
    int across = 1;
    int down = 1;
    boolean coarse = false;
    for (int i = 0; i < components && at + 11 + 3 * i < bytes.length; i++) {
      int sampling = bytes[at + 11 + 3 * i] & 0xff;
      if (i == 0) {
        across = sampling >> 4;
        down = sampling & 0xf;
      } else {
        coarse |= sampling != 0x11;
      }
    }
    // Elsewhere, libjpeg-turbo's partial decoding gives other pixels, some of them never written.
    boolean partial = components <= COLOURS && across <= 2 && down <= 2 && !coarse;
    return new JpegHeader(
        word(bytes, at + 5), word(bytes, at + 7), BLOCK * across, bytes[at + 1] & 0xff, partial);
  }

  private static int word(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }
}
