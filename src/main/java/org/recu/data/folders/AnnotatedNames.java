package org.recu.data.folders;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds annotated images among the files of a folder. A name in another Unicode form, as a Mac may
 * have written it, is the same name.
 */
final class AnnotatedNames {
  private final String folder;

  /** Names of the files that have not been asked for, by their composed form. */
  private final Map<String, String> byComposed = new HashMap<>();

  private final TreeSet<String> left;
  private BadFiles missing = BadFiles.NONE;

  /**
   * The files of a folder.
   *
   * @param folder relative to that of the split
   * @param files their names
   */
  AnnotatedNames(String folder, List<String> files) {
    this.folder = folder;
    left = new TreeSet<>(files);
    files.forEach(file -> byComposed.put(composed(file), file));
  }

  /** The name of the file that an annotation names, or that name if there is no such file. */
  byte[] file(byte[] annotated) {
    String name = new String(annotated, StandardCharsets.UTF_8);
    String file = left.contains(name) ? name : byComposed.getOrDefault(composed(name), name);
    if (!left.remove(file)) {
      missing =
          missing.and(BadFiles.one(folder + "/" + name, "is annotated, but there is no such file"));
    }
    return file.getBytes(StandardCharsets.UTF_8);
  }

  /** Annotated images without a file. */
  BadFiles missing() {
    return missing;
  }

  /** Files that no annotation names. */
  FileCount left() {
    return left.isEmpty()
        ? FileCount.NONE
        : new FileCount(left.size(), folder + "/" + left.first());
  }

  private static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }
}
