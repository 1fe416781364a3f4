package org.recu.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A folder that is written under a hidden name beside its place, forced to the disk, and renamed
 * when it is complete. Closing it before that deletes what was written.
 *
 * <p>No file system replaces a folder that is not empty, so the old one steps aside, as {@code
 * .replaced-NAME}, for the moment between two renames. If the process is killed in that moment,
 * {@link #recover} puts it back. Only what this object made itself, or moved aside itself, is ever
 * deleted.
 */
public final class AtomicFolder implements AutoCloseable {

  /** Begins the name of a folder whose successor is taking its place. */
  static final String REPLACED = ".replaced-";

  private final Path target;
  private final Path written;
  private boolean complete;

  private AtomicFolder(Path target, Path written) {
    this.target = target;
    this.written = written;
  }

  /**
   * Makes an empty folder to write in, and the parents of the target.
   *
   * @param target where the folder is to be in the end
   * @throws IOException if the folder cannot be made
   */
  public static AtomicFolder begin(Path target) throws IOException {
    Path place = target.toAbsolutePath();
    Path parent = place.getParent();
    if (parent == null) {
      throw FileError.exists(target);
    }
    if (!Files.isDirectory(parent)) {
      FileTree.createFolders(parent);
      if (parent.getParent() != null) {
        FileTree.syncEntries(parent.getParent());
      }
    }
    try {
      return new AtomicFolder(target, Files.createDirectory(Sibling.of(place)));
    } catch (IOException e) {
      throw FileError.about(target, e);
    }
  }

  /**
   * Puts a folder back that an interrupted {@link #replace} moved aside. Does nothing unless the
   * target is missing.
   *
   * @return whether a folder was put back
   */
  public static boolean recover(Path target) throws IOException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Path latest = null;
    int number = 1;
    for (Path old = aside(target, number); Files.exists(old); old = aside(target, ++number)) {
      latest = old;
    }
    if (latest == null) {
      return false;
    }
    Sibling.rename(latest, target);
    FileTree.syncEntries(target.toAbsolutePath().getParent());
    return true;
  }

  /** Where to write: a folder that is empty at first. */
  public Path path() {
    return written;
  }

  /**
   * Puts the folder in its place, where nothing may be. A folder that appears there in the last
   * moment is refused as well, unless it is empty.
   *
   * @throws FileAlreadyExistsException if something is there; it is left alone
   */
  public void create() throws IOException {
    FileTree.requireAbsent(target);
    FileTree.sync(written);
    place();
    complete = true;
    FileTree.syncEntries(target.toAbsolutePath().getParent());
  }

  /**
   * Puts the folder in its place and deletes the one that was there, if any.
   *
   * @throws IOException if it cannot; the old folder is in its place, or the message names where it
   *     is
   */
  public void replace() throws IOException {
    FileTree.sync(written);
    recover(target);
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      create();
      return;
    }
    Path old = freeAside();
    Sibling.rename(target, old);
    try {
      place();
    } catch (IOException e) {
      throw restored(old, e);
    }
    complete = true;
    FileTree.syncEntries(target.toAbsolutePath().getParent());
    FileTree.delete(old);
  }

  /** Deletes what was written unless it has come to its place. */
  @Override
  public void close() throws IOException {
    if (!complete) {
      FileTree.delete(written);
    }
  }

  /** Renames, which the file system refuses where there is a file, or a folder with content. */
  private void place() throws IOException {
    try {
      Sibling.rename(written, target);
    } catch (IOException e) {
      if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
      IOException exists = FileError.exists(target);
      exists.initCause(e);
      throw exists;
    }
  }

  private IOException restored(Path old, IOException e) {
    try {
      if (recover(target)) {
        return e;
      }
    } catch (IOException left) {
      e.addSuppressed(left);
    }
    FileSystemException unplaced =
        new FileSystemException(
            target.toString(),
            null,
            "cannot be replaced (%s); its former content is in %s"
                .formatted(FileError.reason(e), old));
    unplaced.initCause(e);
    return unplaced;
  }

  private Path freeAside() {
    int number = 1;
    while (Files.exists(aside(target, number), LinkOption.NOFOLLOW_LINKS)) {
      number++;
    }
    return aside(target, number);
  }

  /** The names are tried in order, so the highest number that exists is the latest. */
  private static Path aside(Path target, int number) {
    String name = REPLACED + target.getFileName();
    return target.resolveSibling(number == 1 ? name : name + "-" + number);
  }
}
