package org.recu.data.cifar;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of one split of CIFAR.
 *
 * @param names in order
 * @param recordsEach records that each of them holds
 */
record CifarFiles(List<String> names, int recordsEach) {
  CifarFiles {
    names = List.copyOf(names);
  }

  int records() {
    return names.size() * recordsEach;
  }

  /** The names of the files missing from a folder. */
  List<String> missingIn(Path folder) {
    return names.stream().filter(name -> !Files.isRegularFile(folder.resolve(name))).toList();
  }

  @Override
  public String toString() {
    String first = names.get(0);
    return names.size() == 1 ? first : first + ".." + names.get(names.size() - 1);
  }
}
