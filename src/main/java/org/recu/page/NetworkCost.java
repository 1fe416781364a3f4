package org.recu.page;

/**
 * What a network costs when it runs, for one image.
 *
 * @param binaryParameters parameters of one bit
 * @param realParameters parameters of 32 bits
 * @param binaryMultiplyAdds multiply-adds of two signs
 * @param realMultiplyAdds multiply-adds of 32-bit numbers
 */
public record NetworkCost(
    long binaryParameters, long realParameters, long binaryMultiplyAdds, long realMultiplyAdds) {

  /** One instruction on 64-bit words does so many multiply-adds of signs. */
  private static final double SIGNS_A_WORD = 64;

  /** Bytes of all parameters, eight of one bit to a byte. */
  double bytes() {
    return binaryParameters / 8.0 + 4.0 * realParameters;
  }

  /** Bytes of the same network with 32 bits everywhere. */
  double bytesIn32Bits() {
    return 4.0 * (binaryParameters + realParameters);
  }

  /**
   * Operations as papers on binary networks count them since Bi-Real Net (Liu et al., ECCV 2018):
   * 64 multiply-adds of signs are one.
   */
  double operations() {
    return realMultiplyAdds + binaryMultiplyAdds / SIGNS_A_WORD;
  }

  /** Operations of the same network with 32 bits everywhere. */
  double operationsIn32Bits() {
    return (double) realMultiplyAdds + binaryMultiplyAdds;
  }
}
