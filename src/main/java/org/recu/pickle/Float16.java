package org.recu.pickle;

/** The numbers of 16 bits that numpy and PyTorch write: IEEE 754 binary16. */
public final class Float16 {

  private Float16() {}

  /**
   * Converts a number to float32, which is exact.
   *
   * @param bits a sign, five bits of exponent (bias 15), ten of fraction
   */
  public static float toFloat(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      // Zero and the subnormal numbers: fractions of 2^-24.
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * 0x1p-24f));
    }
    int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
