package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LayerSignsTest {

  @Test
  void entropy_knownShares_isTheTextbooks() {
    assertThat(LayerSigns.of(new byte[] {1, 0, 0, 1}).entropy()).isEqualTo(1);
    assertThat(LayerSigns.of(new byte[] {1, 0, 0, 0}).entropy())
        .isCloseTo(2 - 0.75 * Math.log(3) / Math.log(2), within(1e-12));
    assertThat(LayerSigns.of(new byte[] {1, 1, 1}).entropy()).isZero();
    assertThat(LayerSigns.of(new byte[] {0, 0, 0}).entropy()).isZero();
  }

  @Test
  void flippedSince_someTurned_countsEitherWay() {
    LayerSigns earlier = LayerSigns.of(new byte[] {1, 0, 1, 0, 1, 0, 1, 0, 1, 0});
    LayerSigns later = LayerSigns.of(new byte[] {1, 1, 1, 0, 1, 0, 1, 0, 0, 1});
    assertThat(later.flippedSince(earlier)).isEqualTo(0.3);
    assertThat(earlier.flippedSince(later)).isEqualTo(0.3);
    assertThat(later.flippedSince(later)).isZero();
  }

  @Test
  void ofPacked_anyNumberOfWeights_givesTheSameSigns() {
    SplittableRandom random = new SplittableRandom(3);
    for (int weights = 1; weights < 40; weights++) {
      byte[] positive = new byte[weights];
      for (int i = 0; i < weights; i++) {
        positive[i] = (byte) random.nextInt(2);
      }
      LayerSigns signs = LayerSigns.of(positive);
      byte[] packed = signs.packed();
      assertThat(packed).hasSize((weights + 7) / 8);
      for (int i = 0; i < weights; i++) {
        assertThat(packed[i / 8] >> i % 8 & 1).isEqualTo(positive[i]);
      }
      LayerSigns restored = LayerSigns.ofPacked(packed, weights);
      assertThat(restored.flippedSince(signs)).isZero();
      assertThat(restored.entropy()).isEqualTo(signs.entropy());
    }
  }

  @Test
  void packed_lastWeightsNegative_keepsTheirBytes() {
    assertThat(LayerSigns.of(new byte[17]).packed()).containsExactly(0, 0, 0);
  }
}
