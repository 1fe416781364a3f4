package org.recu.files;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** The hidden name beside a file or a folder under which it is written, and the way from there. */
final class Sibling {

  /** Begins the name of a file or a folder that is being written. */
  static final String WRITING = ".writing-";

  /** What is taken of a name: file systems take 255 bytes, and a code point has up to four. */
  private static final int MOST_CODE_POINTS = 50;

  /** A way to rename. */
  @FunctionalInterface
  interface Move {
    void move(Path from, Path to) throws IOException;
  }

  private Sibling() {}

  /** A hidden name beside the target that nothing else uses. */
  static Path of(Path target) {
    String unique = UUID.randomUUID().toString().substring(0, 8);
    String name = target.getFileName().toString();
    int most = Math.min(name.codePointCount(0, name.length()), MOST_CODE_POINTS);
    String begin = name.substring(0, name.offsetByCodePoints(0, most));
    return target.resolveSibling(WRITING + begin + "-" + unique);
  }

  /**
   * Renames a file or a folder in one step. Where the file system refuses that, because the two
   * places lie on different devices or layers of it, copies beside the target, renames the copy and
   * deletes the original. Where it renames nothing at all, copies to the target itself, which is
   * incomplete for that time.
   *
   * @throws IOException if the target is a folder that is not empty, among others; it is untouched
   */
  static void rename(Path from, Path to) throws IOException {
    rename(from, to, Sibling::move);
  }

  /**
   * The same with another way to rename in one step, which throws {@link
   * AtomicMoveNotSupportedException} where it cannot.
   */
  static void rename(Path from, Path to, Move move) throws IOException {
    if (isRenamed(from, to, move)) {
      return;
    }
    Path copy = of(to);
    try {
      FileTree.copy(from, copy);
      FileTree.sync(copy);
      if (!isRenamed(copy, to, move)) {
        copyTo(to, copy);
      }
    } finally {
      FileTree.delete(copy);
    }
    FileTree.syncEntries(to.toAbsolutePath().getParent());
    FileTree.delete(from);
  }

  /** Renames; false if the file system cannot. */
  private static boolean isRenamed(Path from, Path to, Move move) throws IOException {
    try {
      move.move(from, to);
      return true;
    } catch (AtomicMoveNotSupportedException e) {
      return false;
    } catch (IOException e) {
      throw FileError.about(isHidden(from) ? to : from, e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  /** Replaces what a rename would replace: a file, a link or an empty folder. */
  private static void copyTo(Path to, Path from) throws IOException {
    boolean folder = Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS);
    if (folder && !Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
      FileTree.requireAbsent(to);
    }
    Files.deleteIfExists(to);
    boolean whole = false;
    try {
      FileTree.copy(from, to);
      FileTree.sync(to);
      whole = true;
    } finally {
      if (!whole) {
        FileTree.delete(to);
      }
    }
  }
}
