package org.recu.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The checksum of a file, or of a folder with the names and the contents of the files in it. Two
 * copies have the same one, wherever they are.
 */
public final class TreeChecksum {

  private static final int BUFFER = 1 << 16;

  private final CRC32C checksum = new CRC32C();
  private final byte[] buffer = new byte[BUFFER];

  private TreeChecksum() {}

  /**
   * Reads the tree.
   *
   * @param root a file or a folder; may be a link
   * @return eight hexadecimal digits
   * @throws IOException names what cannot be read
   */
  public static String of(Path root) throws IOException {
    TreeChecksum tree = new TreeChecksum();
    Path real = root.toRealPath();
    if (Files.isDirectory(real)) {
      tree.addFolder(real);
    } else {
      tree.addFile(real);
    }
    return HexFormat.of().toHexDigits((int) tree.checksum.getValue());
  }

  private void addFolder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.walk(folder)) {
      files = entries.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      checksum.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
      checksum.update(0);
      addFile(file);
    }
  }

  private void addFile(Path file) throws IOException {
    try (InputStream in = new NamedFile(file).input()) {
      int read;
      while ((read = in.read(buffer)) >= 0) {
        checksum.update(buffer, 0, read);
      }
    }
  }
}
