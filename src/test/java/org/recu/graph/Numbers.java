package org.recu.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Holds numbers in 32 bits against those of a definition. */
public final class Numbers {

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
}
