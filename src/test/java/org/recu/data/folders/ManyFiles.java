package org.recu.data.folders;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that lists as many files as ImageNet's training half has, keeps and reads the list. */
final class ManyFiles {
  static final int CLASSES = 1000;
  static final int EACH = 1300;

  private ManyFiles() {}

  /** Takes the file to write; says how many names there are, and bytes of heap in use. */
  public static void main(String[] arguments) throws IOException {
    ListingFile file = new ListingFile(Path.of(arguments[0]));
    file.write(make());
    FileListing listing = file.read();
    for (int index = 0; index < listing.size(); index += 999) {
      int label = index / EACH;
      check(label == listing.label(index));
      check(path(label, index % EACH).equals(listing.path(index)));
    }
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.println(listing.size() + " " + (runtime.totalMemory() - runtime.freeMemory()));
    check(listing.size() == CLASSES * EACH);
  }

  private static FileListing make() {
    List<ClassFiles> classes = new ArrayList<>();
    for (int label = 0; label < CLASSES; label++) {
      List<byte[]> names = new ArrayList<>();
      for (int i = 0; i < EACH; i++) {
        names.add(name(label, i).getBytes(StandardCharsets.UTF_8));
      }
      classes.add(new ClassFiles(folder(label), folder(label), FileNames.of(names)));
    }
    return new FileListing(classes, List.of(), FileCount.NONE, BadFiles.NONE);
  }

  private static String folder(int label) {
    return "n%08d".formatted(1_440_764 + 1000 * label);
  }

  private static String name(int label, int index) {
    return folder(label) + "_" + (10_000 + index) + ".JPEG";
  }

  private static String path(int label, int index) {
    return folder(label) + "/" + name(label, index);
  }

  private static void check(boolean right) {
    if (!right) {
      throw new IllegalStateException("the listing is not what was written");
    }
  }
}
