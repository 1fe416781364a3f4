package org.recu.packed;

/**
 * Plain loops, and carry-save adders for convolutions with so few output channels that plain loops
 * are too short: for Java 17 and 18, whose vectors do not count bits.
 */
final class CarrySaveKernel implements Kernel {

  /** From here on, plain loops are as fast, or nearly. */
  private static final int MANY_FILTERS = 64;

  private final Kernel plain = new PlainKernel();

  @Override
  public String name() {
    return "carry_save";
  }

  @Override
  public Differences differences(BinaryWeights weights) {
    return weights.filters() < MANY_FILTERS && CarrySaveDifferences.fits(weights)
        ? new CarrySaveDifferences(weights)
        : plain.differences(weights);
  }

  @Override
  public Products products(RealWeights weights) {
    return plain.products(weights);
  }

  @Override
  public Signs signs(int channels) {
    return plain.signs(channels);
  }

  @Override
  public SumSigns signs(Thresholds thresholds) {
    return plain.signs(thresholds);
  }
}
