package org.recu.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for the files of fuzz targets, which is removed when the process ends. */
public final class ScratchFile {

  private static final Path FOLDER = create();

  private ScratchFile() {}

  private static Path create() {
    try {
      Path folder = Files.createTempDirectory("recu-fuzz");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a file, replacing an earlier one. */
  public static Path of(String name, byte[] content) {
    try {
      Path file = folder().resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The folder. */
  public static Path folder() {
    return FOLDER;
  }

  /** Deletes a file or a folder with all that is in it. */
  public static void delete(Path path) {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path entry : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
