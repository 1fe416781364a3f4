package org.recu.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a network's code: layers, in order. */
final class ArchitectureTest {

  private static final TensorShape IMAGES = TensorShape.of(8, 8, 3);
  private static final Convolution FORM = Convolution.threeByThree(4, 2);

  @Test
  void of_block_hasItsLayersInTheOrderOfTheCode() {
    Architecture architecture = Architecture.of(IMAGES, ArchitectureTest::network);
    assertThat(architecture.layers().stream().map(layer -> layer.getClass().getSimpleName()))
        .containsExactly(
            "RealConvolution",
            "BatchNormalization",
            "HardTanh",
            "AveragePooling",
            "ChannelPadding",
            "Sign",
            "BinaryConvolution",
            "BatchNormalization",
            "Sum",
            "HardTanh",
            "GlobalAverage",
            "Linear");
    assertThat(architecture.parameters().stream().map(Parameter::name))
        .containsExactly(
            "conv1.weight",
            "bn1.weight",
            "bn1.bias",
            "bn1.running_mean",
            "bn1.running_var",
            "conv2.weight",
            "conv2.alpha",
            "bn2.weight",
            "bn2.bias",
            "bn2.running_mean",
            "bn2.running_var",
            "fc.weight",
            "fc.bias");
    assertThat(architecture.binaryConvolutions())
        .singleElement()
        .satisfies(layer -> assertThat(layer.output()).isEqualTo(TensorShape.of(2, 2, 8)));
  }

  @Test
  void of_costs_countBinaryAndRealWorkApart() {
    List<LayerCost> costs = new ArrayList<>();
    Architecture.of(IMAGES, ArchitectureTest::network)
        .layers()
        .forEach(layer -> layer.cost().ifPresent(costs::add));
    assertThat(costs.stream().mapToLong(LayerCost::binaryParameters).sum()).isEqualTo(9 * 4 * 8);
    assertThat(costs.stream().mapToLong(LayerCost::binaryMultiplyAdds).sum())
        .isEqualTo(2 * 2 * 9 * 4 * 8);
    assertThat(costs.stream().mapToLong(LayerCost::realMultiplyAdds).sum())
        .isEqualTo(4 * 4 * 9 * 3 * 4 + 8 * 5);
    assertThat(costs.stream().mapToLong(LayerCost::realParameters).sum())
        .isEqualTo(9 * 3 * 4 + 2 * 4 + 2 * 8 + 8 * 5 + 5);
  }

  @Test
  void of_twoParametersOfOneName_isRefused() {
    assertThatThrownBy(
            () -> Architecture.of(IMAGES, x -> x.normalize("bn").hardTanh().normalize("bn")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bn.weight names two parameters");
  }

  @Test
  void of_resultThatIsNotTheLastLayers_isRefused() {
    assertThatThrownBy(
            () ->
                Architecture.of(
                    IMAGES,
                    x -> {
                      Real first = x.relu();
                      first.relu();
                      return first;
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the network's result must be that of its last layer");
  }

  @Test
  void plus_otherShape_isRefusedWithBoth() {
    assertThatThrownBy(() -> Architecture.of(IMAGES, x -> x.normalize("bn").plus(x.averagePool2())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot add activations of shapes [8, 8, 3] and [4, 4, 3]");
  }

  @Test
  void plus_activationOfAnotherNetwork_isRefused() {
    List<Real> stolen = new ArrayList<>();
    Architecture.of(
        IMAGES,
        x -> {
          stolen.add(x);
          return x.relu();
        });
    assertThatThrownBy(() -> Architecture.of(IMAGES, x -> x.normalize("bn").plus(stolen.get(0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an activation of another network was used");
  }

  private static Real network(Real images) {
    Real features =
        images.convolve("conv1", FORM, Initial.kaimingNormal()).normalize("bn1").hardTanh();
    Real shortcut = features.averagePool2().padChannels(2, 2);
    return features
        .sign()
        .convolve("conv2", Convolution.threeByThree(8, 2), Initial.kaimingNormal())
        .normalize("bn2")
        .plus(shortcut)
        .hardTanh()
        .globalAverage()
        .linear("fc", 5);
  }
}
