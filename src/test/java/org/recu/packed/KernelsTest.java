package org.recu.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.recu.packed.proto.NetworkMessage;

/** The kernels that this JVM runs. */
final class KernelsTest {

  private static List<Kernel> kernels() {
    List<Kernel> kernels = new ArrayList<>(List.of(new PlainKernel()));
    VectorSupport.kernel().ifPresent(kernels::add);
    return kernels;
  }

  @Test
  void everyKernel_givesTheSameLogits() throws IOException {
    for (NetworkMessage network : SmallNetworks.all()) {
      int size = network.getImage().getSize();
      byte[] pixels = new byte[size * size * 3];
      new SplittableRandom(5).nextBytes(pixels);
      List<float[]> logits = new ArrayList<>();
      for (Kernel kernel : kernels()) {
        try (PackedModel model = PackedModel.of("made_up.recu", network, kernel)) {
          logits.add(model.logits(pixels));
        }
      }
      assertThat(logits).allSatisfy(found -> assertThat(found).isEqualTo(logits.get(0)));
    }
  }

  @Test
  void named_takesTheNamesThereAre() {
    for (Kernel kernel : kernels()) {
      assertThat(Kernels.named(kernel.name()).orElseThrow()).hasSameClassAs(kernel);
    }
    assertThat(Kernels.named("abacus")).isEmpty();
  }

  @Test
  void chosen_byAPropertyThatNamesNone_saysWhichThereAre() {
    System.setProperty(Kernels.PROPERTY, "abacus");
    try {
      assertThatThrownBy(Kernels::chosen)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("recu.packed.kernel (abacus) is not one of [plain");
      System.setProperty(Kernels.PROPERTY, "plain");
      assertThat(Kernels.chosen()).isInstanceOf(PlainKernel.class);
    } finally {
      System.clearProperty(Kernels.PROPERTY);
    }
  }
}
