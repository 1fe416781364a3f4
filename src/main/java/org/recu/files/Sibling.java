package org.recu.files;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** The hidden name beside a file or a folder under which it is written, and the way from there. */
final class Sibling {

  /** Begins the name of a file or a folder that is being written. */
  static final String WRITING = ".writing-";

  private Sibling() {}

  /** A hidden name beside the target that nothing else uses. */
  static Path of(Path target) {
    String unique = UUID.randomUUID().toString().substring(0, 8);
    return target.resolveSibling(WRITING + target.getFileName() + "-" + unique);
  }

  /**
   * Renames a file or a folder in one step. Where the file system refuses that, because the two
   * places lie on different devices or layers of it, copies beside the target, renames the copy and
   * deletes the original.
   *
   * @throws IOException if the target is a folder that is not empty, among others; it is untouched
   */
  static void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return;
    } catch (AtomicMoveNotSupportedException e) {
      // Copied below.
    }
    Path copy = of(to);
    try {
      FileTree.copy(from, copy);
      FileTree.sync(copy);
      Files.move(copy, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      FileTree.delete(copy);
    }
    FileTree.syncEntries(to.toAbsolutePath().getParent());
    FileTree.delete(from);
  }
}
