package org.recu.packed;

/**
 * Plain loops over the output channels, which the compiler of a JVM turns into vector instructions:
 * all arrays of a loop have the same index, so that it need not fear that one overlaps another.
 */
final class PlainKernel implements Kernel {

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public Differences differences(BinaryWeights weights) {
    return new PlainDifferences(weights);
  }

  @Override
  public Products products(RealWeights weights) {
    return new PlainProducts(weights);
  }

  @Override
  public Signs signs(int channels) {
    return new PlainSigns(channels);
  }

  @Override
  public SumSigns signs(Thresholds thresholds) {
    return new PlainSumSigns(thresholds);
  }
}
