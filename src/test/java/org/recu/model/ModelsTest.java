package org.recu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.nn.Architecture;
import org.recu.nn.Layer;
import org.recu.nn.Parameter;
import org.recu.nn.TensorShape;

/** Which networks there are for which images, and what the real ones hold. */
final class ModelsTest {

  @Test
  void create_unknownNameOrNoClass_isRefused() {
    assertThatThrownBy(() -> Models.create("resnet19", 10, 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("model resnet19 is not one of resnet20_1w1a, ");
    assertThatThrownBy(() -> Models.create("resnet20_1w1a", 0, 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("classes (0) must be at least 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resnet18_1w1a | 30 | multiples of 8 from 8 to 63 pixels",
        "resnet20_1w1a | 224 | multiples of 4 from 4 to 63 pixels",
        "resnet34_1w1a | 32 | from 64 to 4096 pixels",
        "react_resnet18_1w1a | 200 | multiples of 32 from 64 to 4096 pixels",
        "react_resnet18_1w1a | 4 | multiples of 8 from 8 to 63 pixels, or multiples of 32 from 64 to"
            + " 4096 pixels"
      })
  void create_imagesThatItCannotTake_areRefusedWithTheSizesItTakes(
      String model, int size, String expected) {
    assertThatThrownBy(() -> Models.create(model, 10, size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "model %s does not take images of %d pixels: expected %s"
                .formatted(model, size, expected));
  }

  @Test
  void create_largeImages_areAnotherNetwork() {
    assertThat(names("resnet18_1w1a", 32)).contains("linear.weight").doesNotContain("fc.weight");
    assertThat(names("resnet18_1w1a", 64))
        .contains("fc.weight", "layer2.0.downsample.0.weight")
        .doesNotContain("linear.weight");
  }

  @Test
  void firstStage_hasTheParametersOfTheSecond() {
    assertThat(Models.twoStageNames())
        .containsExactly("react_resnet18_1w1a", "react_resnet34_1w1a");
    String first = Models.firstStage("react_resnet18_1w1a").orElseThrow();
    assertThat(first).isEqualTo("react_resnet18_32w1a");
    assertThat(Models.names()).doesNotContain(first);
    for (int size : new int[] {32, 64}) {
      assertThat(names(first, size)).isEqualTo(names("react_resnet18_1w1a", size));
      assertThat(Summary.of(Models.create(first, 10, size)).binaryParameters()).isZero();
    }
    assertThat(Models.firstStage("resnet20_1w1a")).isEmpty();
  }

  /** The counts that torchvision's documentation gives. */
  @ParameterizedTest
  @CsvSource({"resnet18, 11689512", "resnet34, 21797672", "resnet50, 25557032"})
  void create_torchvisionsNetworks_haveTheirParameters(String model, long parameters) {
    Summary summary = Summary.of(Models.create(model, 1000, 224));
    assertThat(summary.realParameters()).isEqualTo(parameters);
    assertThat(summary.binaryParameters()).isZero();
  }

  @Test
  void create_fp32_isTheSameNetworkWithoutAlpha() {
    List<String> binary = names("resnet20_1w1a", 32);
    assertThat(names("resnet20_fp32", 32))
        .containsExactlyElementsOf(
            binary.stream().filter(name -> !name.endsWith(".alpha")).toList());
    Summary summary = Summary.of(Models.create("resnet20_fp32", 10, 32));
    Summary ofBinary = Summary.of(Models.create("resnet20_1w1a", 10, 32));
    assertThat(summary.realParameters())
        .isEqualTo(ofBinary.realParameters() + ofBinary.binaryParameters());
    assertThat(summary.realMultiplyAdds())
        .isEqualTo(ofBinary.realMultiplyAdds() + ofBinary.binaryMultiplyAdds());
  }

  private static List<String> names(String model, int size) {
    Architecture architecture = Models.create(model, 10, size).architecture();
    List<Layer> layers = architecture.layers();
    assertThat(layers.get(layers.size() - 1).output()).isEqualTo(TensorShape.of(10));
    return architecture.parameters().stream().map(Parameter::name).toList();
  }
}
