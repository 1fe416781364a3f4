package org.recu.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file as a whole: under a hidden name beside its place, forced to the disk, and renamed.
 * Whoever reads the file finds the old content or the new. If writing fails, the old file stays and
 * nothing is left behind.
 */
public final class AtomicFile {

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes it all; the stream is buffered, and closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Examines a file before it comes to its place. */
  @FunctionalInterface
  public interface Check {
    /**
     * Reads the file under its temporary name.
     *
     * @throws IOException to give the file up
     */
    void examine(Path written) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Creates a file that must not exist, not even when writing it has ended.
   *
   * @throws FileAlreadyExistsException if it exists; it is left alone
   */
  public static void create(Path file, Content content) throws IOException {
    create(file, content, written -> {});
  }

  /**
   * Creates a file that must not exist, and that passes a check first.
   *
   * @throws FileAlreadyExistsException if it exists; it is left alone
   */
  public static void create(Path file, Content content, Check check) throws IOException {
    FileTree.requireAbsent(file);
    Path written = Sibling.of(file.toAbsolutePath());
    try {
      write(written, file, content, true);
      check.examine(written);
      link(written, file);
    } finally {
      Files.deleteIfExists(written);
    }
    FileTree.syncEntries(file.toAbsolutePath().getParent());
  }

  /** Replaces a file, or creates it. */
  public static void replace(Path file, Content content) throws IOException {
    replace(file, content, true);
    FileTree.syncEntries(file.toAbsolutePath().getParent());
  }

  /**
   * Replaces a file, or creates it, without waiting for the disk: after a crash of the machine it
   * may be damaged. For copies that have a checksum and can be made again.
   */
  public static void replaceUnsynced(Path file, Content content) throws IOException {
    replace(file, content, false);
  }

  private static void replace(Path file, Content content, boolean synced) throws IOException {
    Path written = Sibling.of(file.toAbsolutePath());
    try {
      write(written, file, content, synced);
      Sibling.rename(written, file);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** Errors of the file system name the file itself, which the user knows. */
  private static void write(Path written, Path file, Content content, boolean synced)
      throws IOException {
    try (FileChannel channel = open(written, file)) {
      OutputStream out =
          new BufferedOutputStream(new NamedFile.Output(Channels.newOutputStream(channel), file));
      content.writeTo(out);
      out.flush();
      if (synced) {
        new NamedFile(file).force(channel, true);
      }
    }
  }

  private static FileChannel open(Path written, Path file) throws IOException {
    try {
      return FileChannel.open(written, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw FileError.about(file, e);
    }
  }

  /** Gives a written file its name unless something has it: a link, unlike a rename, is refused. */
  private static void link(Path written, Path file) throws IOException {
    try {
      Files.createLink(file, written);
    } catch (FileAlreadyExistsException e) {
      throw refused(file, e);
    } catch (IOException | UnsupportedOperationException e) {
      // No hard links here. An empty file takes the name, just as exclusively, and is replaced.
      claim(file);
      boolean renamed = false;
      try {
        Sibling.rename(written, file);
        renamed = true;
      } finally {
        if (!renamed) {
          Files.delete(file);
        }
      }
    }
  }

  private static void claim(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      throw refused(file, e);
    }
  }

  private static IOException refused(Path file, FileAlreadyExistsException cause) {
    IOException exists = FileError.exists(file);
    exists.initCause(cause);
    return exists;
  }
}
