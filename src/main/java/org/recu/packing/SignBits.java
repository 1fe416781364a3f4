package org.recu.packing;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/**
 * Binary weights, a bit each.
 *
 * @param bits weight i is bit {@code i % 8} of byte {@code i / 8}: 1 for +1, else 0
 * @param zeros numbers of the weights that are 0, ascending
 */
record SignBits(ByteString bits, List<Integer> zeros) {

  /**
   * Packs weights.
   *
   * @param signs each -1, 0 or +1
   * @throws UnpackableNetworkException if one is something else
   */
  static SignBits of(String name, float[] signs) {
    byte[] bits = new byte[(signs.length + Byte.SIZE - 1) / Byte.SIZE];
    List<Integer> zeros = new ArrayList<>();
    for (int i = 0; i < signs.length; i++) {
      if (signs[i] == 1) {
        bits[i / Byte.SIZE] |= (byte) (1 << (i % Byte.SIZE));
      } else if (signs[i] == 0) {
        zeros.add(i);
      } else if (signs[i] != -1) {
        throw new UnpackableNetworkException(
            "%s has the weight %s, expected -1, 0 or +1".formatted(name, signs[i]));
      }
    }
    return new SignBits(ByteString.copyFrom(bits), zeros);
  }
}
