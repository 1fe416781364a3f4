package org.recu.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** A file or a folder with everything in it. Symbolic links are never followed. */
public final class FileTree {

  private FileTree() {}

  /**
   * Deletes the tree; a link is deleted, not what it points to.
   *
   * @param root may be missing
   * @throws IOException names the first entry that cannot be deleted
   */
  public static void delete(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * Refuses to overwrite.
   *
   * @throws FileAlreadyExistsException if the path exists, be it as a broken link
   */
  public static void requireAbsent(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw FileError.exists(path);
    }
  }

  /**
   * Creates a folder and its parents where they are missing.
   *
   * @throws NotDirectoryException if one of them is a file
   */
  public static void createFolders(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      NotDirectoryException file = new NotDirectoryException(e.getFile());
      file.initCause(e);
      throw file;
    }
  }

  /** Forces the content of every file and folder of the tree to the disk. */
  static void sync(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                new NamedFile(file).force(channel, true);
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            if (e != null) {
              throw e;
            }
            syncEntries(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * Forces a folder's list of entries to the disk, as far as the system allows: Windows opens no
   * folder, and some network file systems refuse to sync one. Neither is an error, since the
   * entries themselves are written.
   */
  static void syncEntries(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException | UnsupportedOperationException e) {
      // See above: nothing more can be done, and nothing is lost unless the machine crashes now.
    }
  }

  /** Copies the tree to a path that does not exist; links are copied as links. */
  static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectory(target(folder));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            try {
              Files.copy(
                  file,
                  target(file),
                  LinkOption.NOFOLLOW_LINKS,
                  StandardCopyOption.COPY_ATTRIBUTES);
            } catch (IOException e) {
              throw FileError.at(target(file), e);
            }
            return FileVisitResult.CONTINUE;
          }

          private Path target(Path path) {
            // By its text: the two may belong to different file systems.
            String relative = from.relativize(path).toString();
            return relative.isEmpty() ? to : to.resolve(relative);
          }
        });
  }
}
