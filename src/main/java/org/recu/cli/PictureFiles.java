package org.recu.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.recu.console.ErrorLine;
import org.recu.data.folders.ImageFileNames;

/**
 * The pictures that somebody named: files as they are, folders with every picture in them.
 *
 * @param files in the order in which they were named, those of a folder by name
 * @param problems what was named and gives no picture, with the reason
 */
record PictureFiles(List<Path> files, List<String> problems) {

  PictureFiles {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }

  /** Looks for what was named. */
  static PictureFiles of(List<Path> named) {
    List<Path> files = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        try {
          List<Path> found = below(path);
          files.addAll(found);
          if (found.isEmpty()) {
            problems.add(
                path + " holds no pictures (" + String.join(" ", ImageFileNames.ENDINGS) + ")");
          }
        } catch (IOException | UncheckedIOException e) {
          problems.add(ErrorLine.of(e));
        }
      } else {
        files.add(path);
      }
    }
    return new PictureFiles(files, problems);
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return tree.filter(PictureFiles::isPicture).sorted().toList();
    }
  }

  private static boolean isPicture(Path file) {
    return ImageFileNames.isPicture(file.getFileName().toString()) && Files.isRegularFile(file);
  }
}
