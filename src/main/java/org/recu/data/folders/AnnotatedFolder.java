package org.recu.data.folders;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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

  /** Letters of a line that a message shows. */
  private static final int SHOWN = 200;

  /**
   * The split in a folder, in this layout or, where the images have been sorted into class folders,
   * as those; the annotations and the empty folder of the images may still be there.
   */
  static SplitFolder in(Path root) throws IOException {
    if (!Files.isRegularFile(root.resolve(ANNOTATIONS))
        || !Files.isDirectory(root.resolve(IMAGES))) {
      return new ClassFolders(root, Set.of());
    }
    return holdsImages(root.resolve(IMAGES))
        ? new AnnotatedFolder(root)
        : new ClassFolders(root, Set.of(IMAGES));
  }

  private static boolean holdsImages(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.anyMatch(entry -> ImageFileNames.isImage(entry.getFileName().toString()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public List<String> classes() throws IOException {
    return read().keySet().stream().map(name -> new String(name, StandardCharsets.UTF_8)).toList();
  }

  @Override
  public FileListing list() throws IOException {
    List<FolderTime> times = List.of(FolderTime.of(root, ANNOTATIONS), FolderTime.of(root, IMAGES));
    FolderEntries entries = FolderEntries.of(root, IMAGES);
    AnnotatedNames names = new AnnotatedNames(IMAGES, entries.images());
    List<ClassFiles> classes = new ArrayList<>();
    read()
        .forEach(
            (name, annotated) -> {
              List<byte[]> files = new ArrayList<>();
              annotated.forEach(file -> files.add(names.file(file)));
              files.sort(Arrays::compareUnsigned);
              classes.add(
                  new ClassFiles(
                      new String(name, StandardCharsets.UTF_8), IMAGES, FileNames.of(files)));
            });
    FileCount loose = FolderEntries.of(root, "").loose();
    return new FileListing(
        classes,
        times,
        entries.skipped().and(names.left()).and(loose),
        entries.bad().and(names.missing()));
  }

  /** The begin of a line, for a message. */
  private static String shown(String line) {
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
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
            if (columns.length < 2
                || columns[0].isBlank()
                || columns[1].isBlank()
                || columns[0].indexOf('\0') >= 0) {
              throw annotations.wrong(
                  "line %d: expected a file's name, a tab and its class, found '%s'"
                      .formatted(number, shown(line)));
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
