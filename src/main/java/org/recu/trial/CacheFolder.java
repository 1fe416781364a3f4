package org.recu.trial;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where the program keeps what it can find out again. */
final class CacheFolder {

  private CacheFolder() {}

  /**
   * The folder {@code recu} in {@code XDG_CACHE_HOME}, or else in {@code .cache} of the home
   * folder; it may not exist. Empty without a home folder.
   *
   * @param environment the value of a variable, or null
   */
  static Optional<Path> of(UnaryOperator<String> environment) {
    return absolute(environment.apply("XDG_CACHE_HOME"))
        .or(() -> absolute(environment.apply("HOME")).map(home -> home.resolve(".cache")))
        .map(folder -> folder.resolve("recu"));
  }

  /** The standard for these folders says that a relative one is to be ignored. */
  private static Optional<Path> absolute(String path) {
    if (path == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(path)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
