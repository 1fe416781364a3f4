package org.recu.cli;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * Keeps TensorFlow's own log messages off the terminal.
 *
 * <p>{@code TF_CPP_MIN_LOG_LEVEL} silences most of them if it is in the environment when TensorFlow
 * is loaded, so it is put there. TensorFlow 2.18 writes some through Abseil's log, which does not
 * read the variable; its level is set by a call.
 */
final class NativeLog {

  /** With 0 or 1 in this environment variable, a user asks for the messages. */
  private static final String LEVEL = "TF_CPP_MIN_LOG_LEVEL";

  private static final String ERRORS_AND_WARNINGS = "2";

  /** The library of TensorFlow that has Abseil's log in it. */
  private static final String LIBRARY = "libtensorflow_framework.so.2";

  /** {@code void absl::SetMinLogLevel(absl::LogSeverityAtLeast)} of TensorFlow 2.18. */
  private static final String SET_MIN_LOG_LEVEL =
      "_ZN4absl12lts_2023080214SetMinLogLevelENS0_18LogSeverityAtLeastE";

  /** {@code absl::LogSeverityAtLeast::kError}. */
  private static final int ERRORS = 2;

  private NativeLog() {}

  /** Silences the messages unless they are asked for. To be called before TensorFlow is used. */
  static void quiet() {
    String level = System.getenv(LEVEL);
    if ("0".equals(level) || "1".equals(level) || Platform.isWindows()) {
      return;
    }
    NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
        .getFunction("setenv")
        .invokeInt(new Object[] {LEVEL, ERRORS_AND_WARNINGS, 0});
    Path library = Path.of(Loader.load(tensorflow.class)).resolveSibling(LIBRARY);
    try {
      NativeLibrary.getInstance(library.toString())
          .getFunction(SET_MIN_LOG_LEVEL)
          .invokeVoid(new Object[] {ERRORS});
    } catch (UnsatisfiedLinkError e) {
      // Another TensorFlow, or another system: a few messages show, and nothing else is different.
      return;
    }
  }
}
