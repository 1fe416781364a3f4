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
 * What lies below a folder, to be compared with what lies there later.
 *
 * @param entries what each path below it is: a file's size and checksum, where a link points
 */
record Snapshot(Map<String, String> entries) {

  /** How it is now; empty where there is nothing. */
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
