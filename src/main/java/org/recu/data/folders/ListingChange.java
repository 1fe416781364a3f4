package org.recu.data.folders;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The difference between two listings of one split. */
final class ListingChange {

  /** The removed files. */
  private FileCount gone = FileCount.NONE;

  /** The new files. */
  private FileCount added = FileCount.NONE;

  private ListingChange() {}

  /** Completes "the set has changed: ..."; empty if the files are the same. */
  static Optional<String> between(FileListing before, FileListing now) {
    if (before.classes().equals(now.classes())) {
      return Optional.empty();
    }
    ListingChange change = new ListingChange();
    Map<String, ClassFiles> left = new LinkedHashMap<>();
    now.classes().forEach(files -> left.put(files.name(), files));
    for (ClassFiles old : before.classes()) {
      ClassFiles fresh = left.remove(old.name());
      change.gone = change.gone.and(missing(old, fresh));
      if (fresh != null) {
        change.added = change.added.and(missing(fresh, old));
      }
    }
    for (ClassFiles fresh : left.values()) {
      change.added = change.added.and(missing(fresh, null));
    }
    return Optional.of(
        List.of(words("gone", change.gone), words("new", change.added)).stream()
            .flatMap(Optional::stream)
            .reduce((gone, added) -> gone + ", " + added)
            .orElse("its files lie in other folders"));
  }

  /** The files of a class that the other listing lacks. */
  private static FileCount missing(ClassFiles wanted, ClassFiles other) {
    Set<String> there = new HashSet<>();
    for (int i = 0; other != null && i < other.files().size(); i++) {
      there.add(other.files().get(i));
    }
    FileCount missing = FileCount.NONE;
    for (int i = 0; i < wanted.files().size(); i++) {
      if (!there.contains(wanted.files().get(i))) {
        missing = missing.and(new FileCount(1, wanted.path(i)));
      }
    }
    return missing;
  }

  private static Optional<String> words(String how, FileCount files) {
    if (files.count() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        "%d %s %s (%s)"
            .formatted(files.count(), files.count() == 1 ? "is" : "are", how, files.example()));
  }
}
