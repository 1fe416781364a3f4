package org.recu.page;

import java.util.Optional;
import org.recu.model.Models;
import org.recu.model.Summary;

/**
 * What a network costs when it runs, for one image.
 *
 * @param binaryParameters parameters of 1 bit
 * @param realParameters parameters of 32 bits
 * @param binaryMultiplyAdds multiply-adds of two signs
 * @param realMultiplyAdds multiply-adds of 32-bit numbers
 */
public record NetworkCost(
    long binaryParameters, long realParameters, long binaryMultiplyAdds, long realMultiplyAdds) {

  /** Multiply-adds of signs that one instruction on 64-bit words does. */
  private static final double SIGNS_A_WORD = 64;

  /**
   * The cost of a network.
   *
   * @param model its name
   * @param imageSize height and width of its images, in pixels
   * @return empty if this program does not know the network
   */
  static Optional<NetworkCost> of(String model, int classes, int imageSize) {
    Summary summary;
    try {
      summary = Summary.of(Models.create(model, classes, imageSize));
    } catch (IllegalArgumentException e) {
      // A network that another version of this program trained; the page says so.
      return Optional.empty();
    }
    return Optional.of(
        new NetworkCost(
            summary.binaryParameters(),
            summary.realParameters(),
            summary.binaryMultiplyAdds(),
            summary.realMultiplyAdds()));
  }

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
