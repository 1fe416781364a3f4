package org.recu.record;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** {@code bad_images.jsonl}, and the warnings about it: each file once, and only the first few. */
final class BadImageLog implements AutoCloseable {

  /** How many files are named on the console; all are in the file. */
  private static final int NAMED = 10;

  private final JsonLines<BadImageReport> lines;

  /** Files that have been seen by this process. */
  private final Set<String> files = new HashSet<>();

  /** Substitutions of the epoch that runs, as far as this process made them. */
  private long ofEpoch;

  BadImageLog(RecordFiles files) {
    this.lines = JsonLines.ofBadImages(files.badImages());
  }

  /** Notes one; a sentence if it is to be said. */
  Optional<String> add(BadImageReport bad) throws IOException {
    lines.append(bad);
    ofEpoch++;
    return files.add(bad.file()) && files.size() <= NAMED
        ? Optional.of("%s; %s takes its place".formatted(bad.problem(), bad.substitute()))
        : Optional.empty();
  }

  /** A summary of the epoch; empty if all images could be read. */
  Optional<String> epochDone() {
    long count = ofEpoch;
    ofEpoch = 0;
    return count == 0
        ? Optional.empty()
        : Optional.of(
            "%d %s could not be read and %s substituted, %d different %s so far: see bad_images.jsonl"
                .formatted(
                    count,
                    count == 1 ? "image" : "images",
                    count == 1 ? "was" : "were",
                    files.size(),
                    files.size() == 1 ? "file" : "files"));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
