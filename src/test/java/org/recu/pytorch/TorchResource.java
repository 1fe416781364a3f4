package org.recu.pytorch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.recu.golden.GoldenFile;

/** Copies files written by PyTorch to where a test may read and change them. */
public final class TorchResource {

  private TorchResource() {}

  /** Copies a file of {@code src/test/resources/golden/pytorch} to a folder. */
  public static Path golden(String name, Path folder) throws IOException {
    return Files.write(folder.resolve(name), GoldenFile.bytes("pytorch/" + name));
  }

  /** Copies a small file of {@code src/test/resources/pytorch} to a folder. */
  public static Path copied(String name, Path folder) throws IOException {
    return Files.write(folder.resolve(name), small(name));
  }

  /** A small file of {@code src/test/resources/pytorch}, written by {@code make.py} there. */
  static byte[] small(String name) throws IOException {
    try (InputStream file = TorchResource.class.getResourceAsStream("/pytorch/" + name)) {
      if (file == null) {
        throw new FileNotFoundException("no file " + name);
      }
      return file.readAllBytes();
    }
  }
}
