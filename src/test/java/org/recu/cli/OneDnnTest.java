package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Looks at the ops that the program runs on an x86 processor, whatever its instructions. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class OneDnnTest {

  /** TensorFlow's name for a convolution's gradient by oneDNN. */
  private static final String GRADIENT = "_MklNativeConv2DBackpropFilter";

  @TempDir private Path place;

  @Test
  void benchmark_anyProcessor_convolvesByOneDnn() throws Exception {
    assertThat(trace(Map.of())).contains(GRADIENT);
  }

  @Test
  void benchmark_userWantsOtherwise_convolvesByTensorFlowsKernels() throws Exception {
    assertThat(trace(Map.of("TF_ENABLE_ONEDNN_OPTS", "0")))
        .contains("Conv2DBackpropFilter")
        .doesNotContain(GRADIENT);
  }

  private String trace(Map<String, String> environment) throws Exception {
    Path file = place.resolve("trace.json");
    String words =
        "benchmark --what step --model resnet20_1w1a -b 2 --passes 1 --seconds 0.01 --gpus cpu";
    String[] arguments = (words + " --trace " + file).split(" ");
    try (ChildProgram program = ChildProgram.startIn(environment, arguments)) {
      assertThat(program.rest()).isNotEmpty();
      assertThat(program.exitCode()).isEqualTo(Recu.DONE);
    }
    return Files.readString(file);
  }
}
