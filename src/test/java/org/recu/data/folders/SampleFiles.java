package org.recu.data.folders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.IntStream;
import org.recu.data.Split;
import org.recu.data.images.ImageFile;

/**
 * Empty files in folders, where only their names count.
 *
 * @param root folder they are made in
 */
record SampleFiles(Path root) {

  /** Makes files with the folders that they are in. */
  SampleFiles with(String... paths) throws IOException {
    for (String path : paths) {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    return this;
  }

  /** Makes folders look as if nothing had been changed in them for long. */
  SampleFiles old() throws IOException {
    try (var all = Files.walk(root)) {
      for (Path folder : all.filter(Files::isDirectory).toList()) {
        Files.setLastModifiedTime(folder, FileTime.fromMillis(1_000_000_000_000L));
      }
    }
    return this;
  }

  /** The paths of a split's records below the root, each after its label. */
  List<String> labelled(Split<ImageFile> split) {
    return IntStream.range(0, split.size())
        .mapToObj(i -> split.label(i) + " " + root.relativize(path(split, i)))
        .toList();
  }

  private static Path path(Split<ImageFile> split, int index) {
    try {
      return split.record(index).path();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
