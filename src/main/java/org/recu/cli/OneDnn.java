package org.recu.cli;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * Makes TensorFlow compute with oneDNN on every x86 processor.
 *
 * <p>Left to itself, TensorFlow 2.18 asks whether a processor has instructions for neural networks,
 * such as AVX-512 VNNI: an AMD Zen 4 gets oneDNN, a Zen 3 with AVX2 alone does not. There,
 * TensorFlow's own kernels take up to twice the time of a training step and twice the memory
 * (docs/performance.md).
 */
final class OneDnn {

  /** Environment variable, which TensorFlow reads when it runs its first session. */
  private static final String ENABLE = "TF_ENABLE_ONEDNN_OPTS";

  private OneDnn() {}

  /**
   * Sets the variable unless the user has. Must be called before TensorFlow is used. Windows has no
   * {@code setenv}, and TensorFlow for ARM processors was not tried with oneDNN.
   */
  static void enable() {
    if (Platform.isIntel() && !Platform.isWindows()) {
      NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
          .getFunction("setenv")
          .invokeInt(new Object[] {ENABLE, "1", 0});
    }
  }
}
