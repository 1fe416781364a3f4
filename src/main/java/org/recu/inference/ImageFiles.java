package org.recu.inference;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.recu.data.folders.ImageFileNames;
import org.recu.files.FileError;

/**
 * The image files that a user named: files as they are, and every image below a folder.
 *
 * @param files in the order in which they were named, those of a folder by name
 * @param failed folders that give no images, and why
 */
record ImageFiles(List<Path> files, List<ClassifiedImage> failed) {

  ImageFiles {
    files = List.copyOf(files);
    failed = List.copyOf(failed);
  }

  /** Searches the folders. */
  static ImageFiles of(List<Path> named) {
    List<Path> files = new ArrayList<>();
    List<ClassifiedImage> failed = new ArrayList<>();
    for (Path path : named) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try {
        List<Path> found = below(path);
        files.addAll(found);
        if (found.isEmpty()) {
          String endings = String.join(" ", ImageFileNames.ENDINGS);
          failed.add(
              ClassifiedImage.failed(path, "%s has no images (%s)".formatted(path, endings)));
        }
      } catch (IOException e) {
        failed.add(ClassifiedImage.failed(path, FileError.sentence(e)));
      }
    }
    return new ImageFiles(files, failed);
  }

  private static List<Path> below(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
            return !inner.equals(folder) && ImageFileNames.isPassedOver(name(inner))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            // A link that leads nowhere is an image that cannot be read; a pipe is none at all.
            if (ImageFileNames.isImage(name(file))
                && (attributes.isRegularFile() || attributes.isSymbolicLink())) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof FileSystemLoopException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    Collections.sort(found);
    return found;
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
