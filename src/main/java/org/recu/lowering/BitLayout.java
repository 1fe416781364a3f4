package org.recu.lowering;

/**
 * How the signs under a kernel lie in words of 64 bits. A pixel of 64 channels or more takes a
 * number of words for each tap of the kernel; of fewer, a word holds several taps.
 *
 * @param channels of a pixel: 16, 32 or a multiple of 64
 * @param taps of the kernel
 */
record BitLayout(int channels, int taps) {

  private static final int WORD = Long.SIZE;

  /** Whether so many channels lie in whole words. */
  static boolean fits(long channels) {
    return channels == WORD / 4 || channels == WORD / 2 || channels % WORD == 0;
  }

  /** Bytes of a pixel. */
  int bytes() {
    return channels / Byte.SIZE;
  }

  /** Words of a pixel, the last of which may not be full. */
  int words() {
    return Math.max(1, channels / WORD);
  }

  /** Channels of a word that belong to one tap. */
  int channelsOfWord() {
    return Math.min(channels, WORD);
  }

  /** Taps in a word. */
  int tapsOfWord() {
    return Math.max(1, WORD / channels);
  }

  /** Words under the kernel for each word of a pixel. */
  int terms() {
    return (taps + tapsOfWord() - 1) / tapsOfWord();
  }
}
