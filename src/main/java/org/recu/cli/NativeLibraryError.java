package org.recu.cli;

import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/** Says in one line why a native library, TensorFlow's above all, cannot be loaded. */
final class NativeLibraryError {

  private NativeLibraryError() {}

  /** Ends a line about a folder that libraries cannot be unpacked to, or not be run from. */
  private static final String ANOTHER_FOLDER =
      "; set RECU_JAVA_OPTS to \"-Dorg.bytedeco.javacpp.cachedir=DIR -Djna.tmpdir=DIR\", where DIR"
          + " is another folder";

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
   * @return empty if the error has nothing to do with native libraries
   */
  static Optional<String> sentence(LinkageError error, String system, boolean bundled) {
    Optional<String> sentence = Optional.empty();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      boolean known = reason(message).isPresent();
      if (cause instanceof UnsatisfiedLinkError && (known || sentence.isEmpty())) {
        sentence =
            Optional.of(
                "a native library cannot be loaded (%s): %s"
                    .formatted(message, advice(message, system, bundled)));
      }
      if (cause instanceof NoClassDefFoundError
          && message.contains("org.tensorflow")
          && sentence.isEmpty()) {
        return Optional.of("TensorFlow cannot be loaded: " + advice(message, system, bundled));
      }
      if (known) {
        break;
      }
    }
    return sentence;
  }

  private static String advice(String message, String system, boolean bundled) {
    return reason(message)
        .orElse(
            bundled
                ? "it cannot be unpacked: the folder for it is full or cannot be written"
                    + ANOTHER_FOLDER
                : "this build has none for %s, or one that does not fit; build the program on this system"
                        .formatted(system)
                    + ", for which TensorFlow Java must have a library (README.md, Platforms)");
  }

  /** What the system's own words mean; empty if they are unknown. */
  private static Optional<String> reason(String message) {
    if (message.contains("not permitted")) {
      return Optional.of(
          "it is unpacked to a folder that runs no programs (noexec)" + ANOTHER_FOLDER);
    }
    if (message.contains("failed to map segment") || message.contains("annot allocate memory")) {
      return Optional.of(
          AddressSpace.ofProcess()
              .map(space -> "not enough address space: " + space.advice())
              .orElse("there is not enough memory for it"));
    }
    if (message.contains("GLIBC")) {
      return Optional.of("TensorFlow needs a newer system, with a later C library");
    }
    if (message.contains("cannot open shared object file")
        || message.contains("Error loading shared library")) {
      return Optional.of(
          "a library of the system is missing; TensorFlow needs a Linux with glibc and libstdc++");
    }
    return Optional.empty();
  }
}
