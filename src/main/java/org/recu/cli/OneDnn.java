package org.recu.cli;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * Makes TensorFlow compute with oneDNN on every x86 processor.
 *
 * <p>Left to itself, TensorFlow 2.18 does so only where a processor has instructions for neural
 * networks (AVX-512 VNNI or BF16, AVX-VNNI, AMX). On one with AVX2 alone, TensorFlow's own kernels
 * take up to twice the time of a training step and twice the memory (docs/performance.md).
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
