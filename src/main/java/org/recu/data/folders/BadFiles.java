package org.recu.data.folders;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Listed files of which it is known, without decoding them, that they cannot be read.
 *
 * @param files their number, and the first of them
 * @param reason why the first cannot be read, without its name; empty if there are none
 */
record BadFiles(FileCount files, String reason) {

  static final BadFiles NONE = new BadFiles(FileCount.NONE, "");

  /** One file. */
  static BadFiles one(String path, String reason) {
    return new BadFiles(new FileCount(1, path), reason);
  }

  /** Both together. */
  BadFiles and(BadFiles others) {
    return files.count() == 0 ? others : new BadFiles(files.and(others.files), reason);
  }

  /** A sentence that names the first; empty if there are none. */
  Optional<String> sentence(Path root) {
    long others = files.count() - 1;
    if (others < 0) {
      return Optional.empty();
    }
    String first = root.resolve(files.first()) + ": " + reason;
    return Optional.of(
        others == 0
            ? first
            : "%s (and %d other %s cannot be read)"
                .formatted(first, others, others == 1 ? "image" : "images"));
  }
}
