package org.recu.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
      } catch (UncheckedIOException e) {
        failed.add(ClassifiedImage.failed(path, FileError.sentence(e.getCause())));
      }
    }
    return new ImageFiles(files, failed);
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return tree.filter(ImageFiles::isImage).sorted().toList();
    }
  }

  private static boolean isImage(Path file) {
    return ImageFileNames.isImage(file.getFileName().toString()) && Files.isRegularFile(file);
  }
}
