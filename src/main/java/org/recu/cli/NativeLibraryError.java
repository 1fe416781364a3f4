package org.recu.cli;

import java.util.Optional;

/** Says in one line why a native library, TensorFlow's above all, cannot be loaded. */
final class NativeLibraryError {

  private NativeLibraryError() {}

  /**
   * The line for an error of the class loader, which may hide the reason among its causes.
   *
   * @param system such as {@code "Linux amd64"}
   * @return empty if the error has nothing to do with native libraries
   */
  static Optional<String> sentence(LinkageError error, String system) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      if (cause instanceof UnsatisfiedLinkError) {
        return Optional.of(
            "a native library cannot be loaded (%s): %s"
                .formatted(message, advice(message, system)));
      }
      if (cause instanceof NoClassDefFoundError && message.contains("org.tensorflow")) {
        return Optional.of("TensorFlow cannot be loaded: " + advice(message, system));
      }
    }
    return Optional.empty();
  }

  private static String advice(String message, String system) {
    if (message.contains("failed to map segment") || message.contains("not permitted")) {
      return "it is unpacked to a folder that runs no programs (noexec); set RECU_JAVA_OPTS to"
          + " \"-Dorg.bytedeco.javacpp.cachedir=DIR -Djna.tmpdir=DIR\", where DIR is another folder";
    }
    return "this build has none for %s, or one that does not fit; build the program on this system"
            .formatted(system)
        + ", for which TensorFlow Java must have a library (README.md, Platforms)";
  }
}
