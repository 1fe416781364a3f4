package org.recu.data.folders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * When a folder, or a file that stands for one, was changed last. A folder changes when something
 * in it is added, removed or renamed; not when a file in it gets another content.
 *
 * @param path relative to that of the half; empty for the half's own
 * @param modified nanoseconds since 1970
 */
record FolderTime(String path, long modified) {

  /** The present time of a folder. */
  static FolderTime of(Path root, String path) throws IOException {
    return new FolderTime(path, modified(root.resolve(path)));
  }

  /** Whether the folder is as it was; false where it is gone. */
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
