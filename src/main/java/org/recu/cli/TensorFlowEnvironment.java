package org.recu.cli;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * The environment variables that TensorFlow takes its speed on x86 processors from. Each is set
 * unless the user has.
 */
final class TensorFlowEnvironment {

  /**
   * Whether TensorFlow computes with oneDNN. Left to itself, TensorFlow 2.18 asks whether a
   * processor has instructions for neural networks, such as AVX-512 VNNI: an AMD Zen 4 gets oneDNN,
   * a Zen 3 with AVX2 alone does not. There, TensorFlow's own kernels take up to twice the time of
   * a training step and twice the memory (docs/performance.md).
   */
  static final String ONE_DNN = "TF_ENABLE_ONEDNN_OPTS";

  /** What XLA is told. */
  static final String XLA = "XLA_FLAGS";

  /**
   * Compiled loops use vectors of 512 bits where the processor has them. Left to itself, XLA takes
   * 256, with which evaluation takes 1.1 to 1.3 times as long on an AMD Zen 5
   * (docs/performance-notes.md). And a function is compiled as a whole by one thread, not in parts:
   * as many functions as there are processors are compiled at once. No number depends on either.
   */
  static final String XLA_FLAGS =
      "--xla_cpu_prefer_vector_width=512 --xla_cpu_parallel_codegen_split_count=1";

  private TensorFlowEnvironment() {}

  /**
   * Sets the variables. Must be called before TensorFlow is used. Windows has no {@code setenv},
   * and TensorFlow for ARM processors was not tried with either.
   */
  static void prepare() {
    if (Platform.isIntel() && !Platform.isWindows()) {
      set(ONE_DNN, "1");
      set(XLA, XLA_FLAGS);
    }
  }

  private static void set(String name, String value) {
    NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
        .getFunction("setenv")
        .invokeInt(new Object[] {name, value, 0});
  }
}
