package org.recu.cli;

import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/** Says in one line why a native library, TensorFlow's above all, cannot be loaded. */
final class NativeLibraryError {

  /** Ends a line about a folder that libraries cannot be unpacked to, or not be run from. */
  private static final String ANOTHER_FOLDER =
      "; set RECU_JAVA_OPTS to \"-Dorg.bytedeco.javacpp.cachedir=DIR -Djna.tmpdir=DIR\", where DIR"
          + " is another folder";

  private NativeLibraryError() {}

  /** Whether the program comes with TensorFlow's library for this system. */
  static boolean isBundled() {
    String file =
        "/org/tensorflow/internal/c_api/%s/%s"
            .formatted(Loader.getPlatform(), System.mapLibraryName("jnitensorflow"));
    return Loader.class.getResource(file) != null;
  }

  /**
   * The line for an error of the class loader, which may hide the reason among its causes.
   *
   * @param system such as {@code "Linux amd64"}
   * @param bundled whether the program comes with libraries for it
   * @param shortage why it may not fit in, if that is so: {@link NativeRoom#shortage}
   * @return empty if the error has nothing to do with native libraries
   */
  static Optional<String> sentence(
      LinkageError error, String system, boolean bundled, Optional<String> shortage) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      if (cause instanceof UnsatisfiedLinkError) {
        return Optional.of(
            "a native library cannot be loaded (%s): %s"
                .formatted(message, shortage.orElseGet(() -> advice(message, system, bundled))));
      }
      if (cause instanceof NoClassDefFoundError && message.contains("org.tensorflow")) {
        return Optional.of(
            "TensorFlow cannot be loaded: "
                + shortage.orElseGet(() -> advice(message, system, bundled)));
      }
    }
    return Optional.empty();
  }

  private static String advice(String message, String system, boolean bundled) {
    if (message.contains("annot allocate memory")) {
      return "there is not enough memory for it";
    }
    if (message.contains("failed to map segment") || message.contains("not permitted")) {
      return "it is unpacked to a folder that runs no programs (noexec)" + ANOTHER_FOLDER;
    }
    if (message.contains("GLIBC")) {
      return "TensorFlow needs a newer system, with a later C library";
    }
    if (message.contains("cannot open shared object file")
        || message.contains("Error loading shared library")) {
      return "a library of the system is missing; TensorFlow needs a Linux with glibc and libstdc++";
    }
    if (bundled) {
      return "it cannot be unpacked: the folder for it is full or cannot be written"
          + ANOTHER_FOLDER;
    }
    return "this build has none for %s, or one that does not fit; build the program on this system"
            .formatted(system)
        + ", for which TensorFlow Java must have a library (README.md, Platforms)";
  }
}
