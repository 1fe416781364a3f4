package org.recu.pytorch;

/**
 * The numbers of 8 bits that PyTorch stores, by the letters of their dtypes: E bits of exponent and
 * M bits of fraction.
 *
 * <pre>
 *              bias   special values
 *  e4m3fn        7    no infinities; all ones is NaN
 *  e4m3fnuz      8    no infinities, no -0; 0x80 is NaN
 *  e5m2         15    as IEEE 754
 *  e5m2fnuz     16    no infinities, no -0; 0x80 is NaN
 *  e8m0fnu     127    no sign and no fraction: powers of two; all ones is NaN
 * </pre>
 */
enum Float8 {
  E4M3FN(3, 7),
  E4M3FNUZ(3, 8),
  E5M2(2, 15),
  E5M2FNUZ(2, 16),
  E8M0FNU(0, 127);

  private final int fractionBits;
  private final int bias;

  Float8(int fractionBits, int bias) {
    this.fractionBits = fractionBits;
    this.bias = bias;
  }

  /** Converts a number to float32, which is exact. */
  float toFloat(byte number) {
    int bits = number & 0xff;
    if (this == E8M0FNU) {
      return bits == 0xff ? Float.NaN : (float) Math.scalb(1.0, bits - bias);
    }
    if (isNaN(bits)) {
      return Float.NaN;
    }
    int exponent = (bits & 0x7f) >> fractionBits;
    int fraction = bits & ((1 << fractionBits) - 1);
    float size;
    if (this == E5M2 && exponent == 0x1f) {
      size = Float.POSITIVE_INFINITY;
    } else if (exponent == 0) {
      size = Math.scalb((float) fraction, 1 - bias - fractionBits);
    } else {
      size = Math.scalb((float) (fraction | (1 << fractionBits)), exponent - bias - fractionBits);
    }
    return bits >= 0x80 ? -size : size;
  }

  private boolean isNaN(int bits) {
    return switch (this) {
      case E4M3FN -> (bits & 0x7f) == 0x7f;
      case E5M2 -> (bits & 0x7f) > 0x7c;
      default -> bits == 0x80;
    };
  }
}
