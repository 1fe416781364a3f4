package org.recu.data.folders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The modification time of a folder, or of an annotation file. A folder changes when an entry is
 * added, removed or renamed, not when the content of a file changes.
 *
 * @param path relative to that of the split; empty for the split's own
 * @param modified nanoseconds since 1970
 */
record FolderTime(String path, long modified) {

  /** The current time of a folder. */
  static FolderTime of(Path root, String path) throws IOException {
    return new FolderTime(path, modified(root.resolve(path)));
  }

  /** Whether the folder is unchanged; false if it no longer exists. */
  boolean holds(Path root) {
    try {
      return modified(root.resolve(path)) == modified;
    } catch (IOException e) {
      return false;
    }
  }

  private static long modified(Path folder) throws IOException {
    return Files.getLastModifiedTime(folder).to(TimeUnit.NANOSECONDS);
  }
}
