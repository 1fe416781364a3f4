package org.recu.data.folders;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.recu.data.DataFile;

/**
 * A split with all images in one folder and their classes in a file: Tiny-ImageNet's {@code val},
 * as distributed. The order is that of {@link ClassFolders} after sorting the images into folders,
 * which is what the published program asks for.
 *
 * @param root holds {@code images/} and {@code val_annotations.txt}
 */
record AnnotatedFolder(Path root) implements SplitFolder {

  private static final String IMAGES = "images";
  private static final String ANNOTATIONS = "val_annotations.txt";

  /** Whether a folder has this layout. */
  static boolean isOne(Path root) {
    return Files.isRegularFile(root.resolve(ANNOTATIONS))
        && Files.isDirectory(root.resolve(IMAGES));
  }

  @Override
  public List<String> classes() throws IOException {
    return read().keySet().stream().map(name -> new String(name, StandardCharsets.UTF_8)).toList();
  }

  @Override
  public FileListing list() throws IOException {
    List<FolderTime> times = List.of(FolderTime.of(root, ANNOTATIONS), FolderTime.of(root, IMAGES));
    List<ClassFiles> classes = new ArrayList<>();
    read()
        .forEach(
            (name, files) -> {
              files.sort(Arrays::compareUnsigned);
              classes.add(
                  new ClassFiles(
                      new String(name, StandardCharsets.UTF_8), IMAGES, FileNames.of(files)));
            });
    return new FileListing(classes, times, FileCount.NONE);
  }

  /** The files of each class: tab-separated lines of file, class, and an unused box. */
  private TreeMap<byte[], List<byte[]>> read() throws IOException {
    TreeMap<byte[], List<byte[]>> files = new TreeMap<>(Arrays::compareUnsigned);
    DataFile annotations = new DataFile(root.resolve(ANNOTATIONS));
    annotations.read(
        input -> {
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
          String line;
          for (int number = 1; (line = lines.readLine()) != null; number++) {
            String[] columns = line.split("\t", -1);
            if (columns.length < 2 || columns[0].isBlank() || columns[1].isBlank()) {
              throw annotations.wrong(
                  "line %d: expected a file's name, a tab and its class, found '%s'"
                      .formatted(number, line));
            }
            files
                .computeIfAbsent(
                    columns[1].getBytes(StandardCharsets.UTF_8), any -> new ArrayList<>())
                .add(columns[0].getBytes(StandardCharsets.UTF_8));
          }
          return files;
        });
    if (files.isEmpty()) {
      throw annotations.wrong("is empty, expected a line an image");
    }
    return files;
  }
}
