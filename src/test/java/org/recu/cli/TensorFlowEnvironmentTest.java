package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Looks at what the program runs on an x86 processor, whatever its instructions. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class TensorFlowEnvironmentTest {

  /** TensorFlow's name for a convolution's gradient by oneDNN. */
  private static final String GRADIENT = "_MklNativeConv2DBackpropFilter";

  private static final NativeLibrary C = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME);

  @TempDir private Path place;

  @Test
  void benchmark_anyProcessor_convolvesByOneDnn() throws Exception {
    assertThat(trace(Map.of())).contains(GRADIENT);
  }

  @Test
  void benchmark_userWantsOtherwise_convolvesByTensorFlowsKernels() throws Exception {
    assertThat(trace(Map.of(TensorFlowEnvironment.ONE_DNN, "0")))
        .contains("Conv2DBackpropFilter")
        .doesNotContain(GRADIENT);
  }

  @Test
  void prepare_variableThatNobodySet_tellsXlaWhatMakesItFast() {
    C.getFunction("unsetenv").invokeInt(new Object[] {TensorFlowEnvironment.XLA});
    TensorFlowEnvironment.prepare();
    assertThat(
            C.getFunction("getenv").invoke(String.class, new Object[] {TensorFlowEnvironment.XLA}))
        .isEqualTo(TensorFlowEnvironment.XLA_FLAGS);
  }

  @Test
  void benchmark_userToldXlaSomething_addsNothing() throws Exception {
    Path dump = place.resolve("dump");
    trace(Map.of(TensorFlowEnvironment.XLA, "--xla_dump_to=" + dump));
    assertThat(compiled(dump)).contains("\"prefer-vector-width\"=\"256\"");
  }

  /** The code that XLA made, as LLVM has it. */
  private static String compiled(Path dump) throws IOException {
    StringBuilder code = new StringBuilder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(dump, "*ir-with-opt*.ll")) {
      for (Path file : files) {
        code.append(Files.readString(file));
      }
    }
    return code.toString();
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
