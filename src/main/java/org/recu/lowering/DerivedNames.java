package org.recu.lowering;

import org.recu.nn.BatchNormalization;
import org.recu.nn.BinaryConvolution;

/** The names of what an evaluation derives from a network's parameters. */
public final class DerivedNames {

  private DerivedNames() {}

  /**
   * The binary weights of a layer, multiplied by the sign of alpha: (kernel, kernel, in, filters),
   * each -1, 0 or +1.
   */
  public static String signs(BinaryConvolution layer) {
    return layer.latentWeight().name() + ".sign";
  }

  /** What a normalisation multiplies the sums of a convolution of signs by: (channels). */
  public static String gain(BatchNormalization layer) {
    return layer.name() + ".gain";
  }

  /** What it then adds: (channels). */
  public static String offset(BatchNormalization layer) {
    return layer.name() + ".offset";
  }
}
