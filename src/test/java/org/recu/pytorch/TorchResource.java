package org.recu.pytorch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.recu.golden.GoldenFile;

/** Files that PyTorch wrote, put where a test may read and change them. */
public final class TorchResource {

  private TorchResource() {}

  /** A file of {@code src/test/resources/golden/pytorch}, in a folder. */
  public static Path golden(String name, Path folder) throws IOException {
    return Files.write(folder.resolve(name), GoldenFile.bytes("pytorch/" + name));
  }

  /** A small file of {@code src/test/resources/pytorch}, which {@code make.py} there writes. */
  static byte[] small(String name) throws IOException {
    try (InputStream file = TorchResource.class.getResourceAsStream("/pytorch/" + name)) {
      if (file == null) {
        throw new FileNotFoundException("no file " + name);
      }
      return file.readAllBytes();
    }
  }
}
