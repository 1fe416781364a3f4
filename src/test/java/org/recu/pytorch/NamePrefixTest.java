package org.recu.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamePrefixTest {

  private static Map<String, TorchTensor> named(String... names) {
    Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    for (String name : names) {
      tensors.put(name, TorchTensor.of(new float[2], List.of(2L)));
    }
    return tensors;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "module.",
        "_orig_mod.",
        "model.",
        "net.",
        "backbone.",
        "encoder.",
        "module._orig_mod.",
        "_orig_mod.module.",
        "model.module.net.backbone."
      })
  void of_wrappedNames_isRemoved(String prefix) {
    Map<String, TorchTensor> tensors = named(prefix + "conv1.weight", prefix + "fc.bias");
    assertThat(NamePrefix.of(tensors)).isEqualTo(prefix);
    assertThat(NamePrefix.removed(prefix, tensors)).containsOnlyKeys("conv1.weight", "fc.bias");
  }

  @Test
  void of_ordinaryNames_isNone() {
    assertThat(NamePrefix.of(named("conv1.weight", "conv1.bias"))).isEmpty();
    assertThat(NamePrefix.of(named("model.weight", "head.weight"))).isEmpty();
    assertThat(NamePrefix.of(named("model.a.weight", "net.a.weight"))).isEmpty();
    assertThat(NamePrefix.of(named("weight"))).isEmpty();
    assertThat(NamePrefix.of(Map.of())).isEmpty();
  }

  /** AveragedModel counts its steps beside the module. */
  @Test
  void of_scalarWithoutThePrefix_doesNotCount() {
    Map<String, TorchTensor> tensors = named("module.conv1.weight");
    tensors.put("n_averaged", TorchTensor.of(7));
    assertThat(NamePrefix.of(tensors)).isEqualTo("module.");
    assertThat(NamePrefix.removed("module.", tensors))
        .containsOnlyKeys("conv1.weight", "n_averaged");
  }

  @Test
  void removed_wrappersOfSingleLayers_areRemovedWithinNames() {
    assertThat(
            NamePrefix.removed(
                "", named("layer1._orig_mod.0.weight", "a._checkpoint_wrapped_module.b")))
        .containsOnlyKeys("layer1.0.weight", "a.b");
  }

  /** A name may consist of nothing else. */
  @Test
  void of_veryManyWrappers_endsAfterSome() {
    assertThat(NamePrefix.of(named("module.".repeat(100_000) + "weight")))
        .isEqualTo("module.".repeat(16));
  }
}
