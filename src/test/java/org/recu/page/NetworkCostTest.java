package org.recu.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NetworkCostTest {

  @Test
  void ratios_areOfBitsAndOfWords() {
    NetworkCost cost = new NetworkCost(8000, 100, 64_000, 500);
    assertThat(cost.bytes()).isEqualTo(1000 + 400);
    assertThat(cost.bytesIn32Bits()).isEqualTo(4 * 8100);
    assertThat(cost.operations()).isEqualTo(1000 + 500);
    assertThat(cost.operationsIn32Bits()).isEqualTo(64_500);
  }
}
