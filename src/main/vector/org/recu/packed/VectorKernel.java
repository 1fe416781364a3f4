package org.recu.packed;

import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** Loops over vectors of output channels, with the Vector API and its bit count. */
final class VectorKernel implements Kernel {

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public Differences differences(BinaryWeights weights) {
    return new VectorDifferences(weights);
  }

  @Override
  public Products products(RealWeights weights) {
    return weights.form().filters() % FloatVector.SPECIES_PREFERRED.length() == 0
        ? new VectorProducts(weights)
        : new PlainKernel().products(weights);
  }

  @Override
  public Signs signs(int channels) {
    return channels % FloatVector.SPECIES_PREFERRED.length() == 0
        ? new VectorSigns(channels)
        : new PlainKernel().signs(channels);
  }

  @Override
  public SumSigns signs(Thresholds thresholds) {
    return thresholds.turned().length % IntVector.SPECIES_PREFERRED.length() == 0
        ? new VectorSumSigns(thresholds)
        : new PlainKernel().signs(thresholds);
  }

  @Override
  public Optional<Step> finish(Finish finish) {
    return finish.channels() % FloatVector.SPECIES_PREFERRED.length() == 0
        ? Optional.of(new VectorFinish(finish))
        : Optional.empty();
  }

  @Override
  public Optional<Source> maximum(Sources.Maximum usual) {
    return usual.input().channels() % FloatVector.SPECIES_PREFERRED.length() == 0
        ? Optional.of(
            new VectorMaximum(usual.plane(), usual.input(), usual.columns(), usual.form()))
        : Optional.empty();
  }

  /** Vectors of output channels that are taken together, of those that are left. */
  static int together(int left, int most) {
    return Integer.highestOneBit(Math.min(left, most));
  }

  /**
   * The words of weights in the order in which loops take them: for each group of vectors (kernel
   * words, output channels of the group).
   *
   * @param most vectors of a group
   */
  static int[] grouped(BinaryWeights binary, int most) {
    int length = IntVector.SPECIES_PREFERRED.length();
    int vectors = vectors(binary.filters());
    int words = binary.layout().kernelWords();
    int[] weights = new int[vectors * length * words];
    int at = 0;
    for (int first = 0; first < vectors; first += together(vectors - first, most)) {
      int width = together(vectors - first, most) * length;
      for (int word = 0; word < words; word++) {
        for (int i = 0; i < width; i++, at++) {
          int filter = first * length + i;
          weights[at] = filter < binary.filters() ? binary.word(filter, word) : 0;
        }
      }
    }
    return weights;
  }

  /** Vectors that hold a number of output channels. */
  static int vectors(int filters) {
    int length = IntVector.SPECIES_PREFERRED.length();
    return (filters + length - 1) / length;
  }
}
