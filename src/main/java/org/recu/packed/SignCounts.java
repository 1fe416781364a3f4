package org.recu.packed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.recu.packed.proto.BinaryConvolutionMessage;

/**
 * The weights of a binary convolution, counted.
 *
 * @param weights all of them
 * @param positive those that are +1
 * @param zeros those that are exactly 0; the others are -1
 */
public record SignCounts(long weights, long positive, long zeros) {

  /** Of an operation without binary weights. */
  static final SignCounts NONE = new SignCounts(0, 0, 0);

  /**
   * Counts the bits of a message.
   *
   * @param channels of the input
   */
  static SignCounts of(BinaryConvolutionMessage message, int channels) {
    Geometry form = Geometry.of(message.getGeometry());
    ByteBuffer bits = message.getSigns().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long positive = 0;
    while (bits.remaining() >= Long.BYTES) {
      positive += Long.bitCount(bits.getLong());
    }
    while (bits.hasRemaining()) {
      positive += Integer.bitCount(bits.get() & 0xff);
    }
    return new SignCounts(
        (long) form.filters() * form.kernel() * form.kernel() * channels,
        positive,
        message.getZerosCount());
  }
}
