package org.recu.data.folders;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The files of one split, class by class, with the folder times that show whether they have
 * changed. Immutable.
 */
final class FileListing {
  private final List<ClassFiles> classes;
  private final List<FolderTime> folders;
  private final FileCount skipped;
  private final BadFiles bad;

  /** The number of files before each class, and at the end the total. */
  private final int[] starts;

  /**
   * A listing.
   *
   * @param classes in the order of their labels
   * @param folders that were listed, with their times before that
   * @param skipped files that are not images
   * @param bad files of the classes that cannot be read
   */
  FileListing(List<ClassFiles> classes, List<FolderTime> folders, FileCount skipped, BadFiles bad) {
    this.classes = List.copyOf(classes);
    this.folders = List.copyOf(folders);
    this.skipped = skipped;
    this.bad = bad;
    this.starts = new int[classes.size() + 1];
    for (int i = 0; i < classes.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], classes.get(i).files().size());
    }
  }

  /** Number of files. */
  int size() {
    return starts[classes.size()];
  }

  /** Which class a file belongs to, from 0. */
  int label(int index) {
    int found = Arrays.binarySearch(starts, index);
    if (found < 0) {
      return -found - 2;
    }
    // Classes without a file share their start with the next one.
    int label = found;
    while (starts[label + 1] == index) {
      label++;
    }
    return label;
  }

  /** The path of a file relative to the split's folder. */
  String path(int index) {
    int label = label(index);
    return classes.get(label).path(index - starts[label]);
  }

  List<ClassFiles> classes() {
    return classes;
  }

  List<String> classNames() {
    return classes.stream().map(ClassFiles::name).toList();
  }

  List<FolderTime> folders() {
    return folders;
  }

  FileCount skipped() {
    return skipped;
  }

  BadFiles bad() {
    return bad;
  }

  /** Whether no folder has changed since it was listed. */
  boolean upToDate(Path root) {
    return folders.stream().allMatch(folder -> folder.holds(root));
  }
}
