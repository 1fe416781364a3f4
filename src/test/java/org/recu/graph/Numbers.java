package org.recu.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Holds numbers in 32 bits against those of a definition. */
public final class Numbers {

  /** Share of the greatest logit by which others may be off. */
  private static final float ROUNDING = 1e-6f;

  private Numbers() {}

  /**
   * Holds each number to within a share of the greatest expected one.
   *
   * @param what for the message
   */
  public static void assertClose(String what, double[] found, double[] expected, double share) {
    double greatest = 0;
    for (double value : expected) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    assertThat(greatest).as("%s: there is something to compare", what).isPositive();
    assertThat(found).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i])
          .as("%s, number %d", what, i)
          .isCloseTo(expected[i], within(share * greatest));
    }
  }

  /**
   * Holds logits of two graphs of a network to be equal to the bit. Where a processor lacks
   * AVX-512, oneDNN has several kernels for a matrix product and for a 1x1 convolution, which add
   * in different orders, and chooses by batch and threads; there, logits are held to within
   * rounding.
   */
  public static void assertSameLogits(float[] found, float[] expected) {
    if (Processor.current().flags().contains("avx512f")) {
      assertThat(found).isEqualTo(expected);
    } else {
      assertThat(found).containsExactly(expected, within(ROUNDING * greatest(expected)));
    }
  }

  private static float greatest(float[] values) {
    float greatest = 0;
    for (float value : values) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    return greatest;
  }
}
