package org.recu.cli;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.recu.console.Console;
import org.recu.fusion.Fusions;
import org.recu.graph.Device;
import org.recu.graph.OpThreads;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Keeps TensorFlow's own log messages off the terminal.
 *
 * <p>{@code TF_CPP_MIN_LOG_LEVEL} silences most of them if it is in the environment when TensorFlow
 * is loaded, so this class sets it. A few INFO messages ignore the variable: TensorFlow 2.18 writes
 * them through Abseil's log, once per process, when its first session runs and when XLA first
 * compiles. Abseil's level cannot be set from outside either, because the library that writes them
 * contains its own copy of Abseil and exports none of it. So a first session, with one compiled op,
 * runs with standard error redirected. What comes later goes through {@link NativeErrors}.
 */
final class NativeLog {

  /** Environment variable; 0 or 1 means that the user wants the messages. */
  private static final String LEVEL = "TF_CPP_MIN_LOG_LEVEL";

  private static final String ERRORS_AND_WARNINGS = "2";
  private static final int STANDARD_ERROR = 2;
  private static final int WRITE_ONLY = 1;

  /** Reports what keeps a library from being unpacked, which {@link NativeLibraryError} says. */
  private static final Logger UNPACKING = Logger.getLogger("com.sun.jna.Native");

  private NativeLog() {}

  /**
   * Silences the messages unless the user wants them. Must be called before TensorFlow is used.
   *
   * @throws IOException if too little address space is left for it
   */
  static void quiet(Console console) throws IOException {
    quiet(console, OpThreads.all());
  }

  /**
   * The same for a process whose ops have a number of threads of their own.
   *
   * @throws IOException if too little address space is left for TensorFlow
   */
  static void quiet(Console console, OpThreads threads) throws IOException {
    NativeRoom.here().require();
    UNPACKING.setLevel(Level.OFF);
    TensorFlowEnvironment.prepare();
    String level = System.getenv(LEVEL);
    if ("0".equals(level) || "1".equals(level) || Platform.isWindows()) {
      threads.set();
      return;
    }
    NativeLibrary library = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME);
    call(library, "setenv", LEVEL, ERRORS_AND_WARNINGS, 0);
    System.err.flush();
    int kept = call(library, "dup", STANDARD_ERROR);
    int nowhere = call(library, "open", "/dev/null", WRITE_ONLY);
    if (kept < 0 || nowhere < 0) {
      return;
    }
    try {
      call(library, "dup2", nowhere, STANDARD_ERROR);
      threads.set();
      runOnce();
    } finally {
      call(library, "dup2", kept, STANDARD_ERROR);
      call(library, "close", kept);
      call(library, "close", nowhere);
    }
    if (ErrorStream.isInstalled()) {
      NativeErrors.divert(library, console);
    }
  }

  private static void runOnce() {
    try (Graph graph = new Graph();
        Session session = new Session(graph, Device.cpu().configuration())) {
      Ops tf = Ops.create(graph);
      Shape one = Shape.of(1, 1);
      // Compiled, so that XLA writes its messages here too; fed, because TensorFlow evaluates
      // constants beforehand without compiling.
      Placeholder<TFloat32> number = tf.placeholder(TFloat32.class, Placeholder.shape(one));
      Operand<TFloat32> compiled =
          Fusions.compiled(tf, 0)
              .define("first", List.of(one), (ops, in) -> ops.math.abs(in.get(0)))
              .apply(tf, List.of(number));
      try (TFloat32 zero = TFloat32.tensorOf(one)) {
        session.runner().feed(number, zero).fetch(compiled).run().close();
      }
    }
  }

  private static int call(NativeLibrary library, String function, Object... arguments) {
    return library.getFunction(function).invokeInt(arguments);
  }
}
