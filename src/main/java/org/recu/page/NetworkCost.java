package org.recu.page;

import java.util.Optional;
import org.recu.model.Models;
import org.recu.model.Summary;

/**
 * The cost of running a network on one image.
 *
 * @param binaryParameters number of 1-bit parameters
 * @param realParameters number of 32-bit parameters
 * @param binaryMultiplyAdds multiply-adds of two signs
 * @param realMultiplyAdds multiply-adds of 32-bit numbers
 */
public record NetworkCost(
    long binaryParameters, long realParameters, long binaryMultiplyAdds, long realMultiplyAdds) {

  /** Number of multiply-adds of signs that one instruction on 64-bit words performs. */
  private static final double SIGNS_A_WORD = 64;

  /**
   * Computes the cost of a network.
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
      // The network was trained by another version of this program; the page says so.
      return Optional.empty();
    }
    return Optional.of(
        new NetworkCost(
            summary.binaryParameters(),
            summary.realParameters(),
            summary.binaryMultiplyAdds(),
            summary.realMultiplyAdds()));
  }

  /** Size of all parameters in bytes, with eight 1-bit parameters per byte. */
  double bytes() {
    return binaryParameters / 8.0 + 4.0 * realParameters;
  }

  /** Size of the same network in bytes if all parameters had 32 bits. */
  double bytesIn32Bits() {
    return 4.0 * (binaryParameters + realParameters);
  }

  /**
   * Number of operations, as papers on binary networks have counted them since Bi-Real Net (Liu et
   * al., ECCV 2018): 64 multiply-adds of signs count as one.
   */
  double operations() {
    return realMultiplyAdds + binaryMultiplyAdds / SIGNS_A_WORD;
  }

  /** Number of operations of the same network if all numbers had 32 bits. */
  double operationsIn32Bits() {
    return (double) realMultiplyAdds + binaryMultiplyAdds;
  }
}
