package org.recu.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recu.packed.proto.NetworkMessage;

/** The kernels that this JVM runs. */
final class KernelsTest {

  private static List<Kernel> kernels() {
    List<Kernel> kernels = new ArrayList<>(List.of(new PlainKernel()));
    VectorSupport.kernel().ifPresent(kernels::add);
    return kernels;
  }

  /** In a JVM of its own: the tests run without the module that these kernels need. */
  @Test
  void kernelOfTheVectorApi_givesTheLogitsOfPlainLoops() throws IOException {
    assumeThat(ModuleFinder.ofSystem().find("jdk.incubator.vector")).isPresent();
    List<String> expected = new ArrayList<>();
    for (NetworkMessage network : SmallNetworks.all()) {
      expected.add(EveryKernel.logits(network, new PlainKernel()));
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                EveryKernel.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo(countsBits() ? "vector" : "carry_save");
      assertThat(out.lines().toList()).isEqualTo(expected);
    }
  }

  private static boolean countsBits() {
    return Runtime.version().feature() >= 19;
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
