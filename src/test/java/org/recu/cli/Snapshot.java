package org.recu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The content of a folder, to be compared with its content later.
 *
 * @param entries by path: a file's size and checksum, or a link's target
 */
record Snapshot(Map<String, String> entries) {

  /** Takes a snapshot; it is empty if the folder does not exist. */
  static Snapshot of(Path folder) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path path : tree.toList()) {
          entries.put(folder.relativize(path).toString(), describe(path));
        }
      }
    }
    return new Snapshot(entries);
  }

  private static String describe(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "link to " + Files.readSymbolicLink(path);
    }
    if (Files.isDirectory(path)) {
      return "folder";
    }
    CRC32C checksum = new CRC32C();
    checksum.update(Files.readAllBytes(path));
    return "%d bytes, %08x".formatted(Files.size(path), checksum.getValue());
  }
}
