package org.recu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.golden.GoldenNetwork;
import org.recu.nn.LayerCost;

/** What each network costs, against sums by hand and the golden counts. */
final class SummaryTest {

  private static final Summary RESNET20 = Summary.of(Models.create("resnet20_1w1a", 10, 32));

  static List<GoldenNetwork> networks() {
    return GoldenNetwork.all();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void of_everyNetwork_countsAllThatIsTrained(GoldenNetwork golden) {
    Summary summary =
        Summary.of(Models.create(golden.name(), golden.classes(), golden.imageSize()));
    assertThat(summary.binaryParameters() + summary.realParameters() + summary.scales())
        .isEqualTo(golden.parameters());
    long binary =
        golden.stateDict().stream()
            .filter(entry -> entry.shape().size() == 4 && entry.shape().get(2) == 3)
            .filter(entry -> entry.shape().get(1) > 3)
            .mapToLong(entry -> entry.shape().stream().mapToLong(n -> n).reduce(1, (a, b) -> a * b))
            .sum();
    assertThat(summary.binaryParameters()).isEqualTo(binary);
  }

  @Test
  void of_resnet20_countsAsByHand() {
    assertThat(RESNET20.binaryParameters())
        .isEqualTo(9 * (6 * 16 * 16 + 16 * 32 + 5 * 32 * 32 + 32 * 64 + 5 * 64 * 64));
    // First convolution; batch normalisations of 16, 32, 64 channels and 64 features; linear.
    assertThat(RESNET20.realParameters())
        .isEqualTo(9 * 3 * 16 + 2 * (7 * 16 + 6 * 32 + 6 * 64 + 64) + 64 * 10 + 10);
    assertThat(RESNET20.scales()).isEqualTo(6 * (16 + 32 + 64));
    assertThat(RESNET20.binaryMultiplyAdds())
        .isEqualTo(
            9L
                * (6 * 16 * 16 * 32 * 32
                    + (16 * 32 + 5 * 32 * 32) * 16 * 16
                    + (32 * 64 + 5 * 64 * 64) * 8 * 8));
    assertThat(RESNET20.realMultiplyAdds()).isEqualTo(9 * 3 * 16 * 32 * 32 + 64 * 10);
    assertThat(RESNET20.bytes()).isEqualTo(267_264 / 8 + 4 * 2_586);
    assertThat(RESNET20.ratio()).isCloseTo(24.7, within(0.05));
  }

  @Test
  void of_resnet18_countsAsByHand() {
    Summary summary = Summary.of(Models.create("resnet18_1w1a", 10, 32));
    assertThat(summary.binaryParameters())
        .isEqualTo(
            9
                * (4 * 64 * 64
                    + (64 * 128 + 3 * 128 * 128)
                    + (128 * 256 + 3 * 256 * 256)
                    + (256 * 512 + 3 * 512 * 512)));
    assertThat(summary.realParameters())
        .isEqualTo(9 * 3 * 64 + 2 * (5 * 64 + 4 * (128 + 256 + 512) + 512) + 512 * 10 + 10);
    assertThat(summary.binaryMultiplyAdds())
        .isEqualTo(
            9L
                * (4 * 64 * 64 * 1024
                    + (64 * 128 + 3 * 128 * 128) * 256
                    + (128 * 256 + 3 * 256 * 256) * 64
                    + (256 * 512 + 3 * 512 * 512) * 16));
    assertThat(summary.realMultiplyAdds()).isEqualTo(9 * 3 * 64 * 1024 + 512 * 10);
  }

  @Test
  void of_vggSmall_countsAsByHand() {
    Summary summary = Summary.of(Models.create("vgg_small_1w1a", 100, 32));
    // Pooled behind the first, third and fifth: they convolve 32, 16 and 8 pixels still.
    assertThat(summary.binaryMultiplyAdds())
        .isEqualTo(
            9L
                * (128 * 128 * 32 * 32
                    + (128 * 256 + 256 * 256) * 16 * 16
                    + (256 * 512 + 512 * 512) * 8 * 8));
    assertThat(summary.realMultiplyAdds()).isEqualTo(9 * 3 * 128 * 1024 + 8192 * 100);
    assertThat(summary.realParameters())
        .isEqualTo(9 * 3 * 128 + 2 * (2 * 128 + 2 * 256 + 2 * 512) + 8192 * 100 + 100);
  }

  @Test
  void layers_goFromTheImageToTheLogits() {
    List<LayerCost> layers = RESNET20.layers();
    assertThat(layers).hasSize(1 + 1 + 9 * 4 + 1 + 1);
    assertThat(layers.get(0).name()).isEqualTo("conv1");
    assertThat(layers.get(0).output().asArray()).containsExactly(32, 32, 16);
    assertThat(layers.get(layers.size() - 1).name()).isEqualTo("linear");
    assertThat(layers.get(layers.size() - 1).output().asArray()).containsExactly(10);
  }

  @Test
  void create_otherSize_adaptsTheWholeNetwork() {
    Summary summary = Summary.of(Models.create("vgg_small_1w1a", 10, 48));
    assertThat(summary.realMultiplyAdds()).isEqualTo(9 * 3 * 128 * 48 * 48 + 512 * 6 * 6 * 10);
    assertThat(Summary.of(Models.create("resnet20_1w1a", 10, 24)).realMultiplyAdds())
        .isEqualTo(9 * 3 * 16 * 24 * 24 + 64 * 10);
  }
}
