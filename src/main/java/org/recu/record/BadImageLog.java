package org.recu.record;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Writes {@code bad_images.jsonl} and its warnings: each file once, and only the first few. */
final class BadImageLog implements AutoCloseable {

  /** Maximum number of files named on the console; {@code bad_images.jsonl} has all of them. */
  private static final int NAMED = 10;

  private final JsonLines<BadImageReport> lines;

  /** Bad files that this process has seen. */
  private final Set<String> files = new HashSet<>();

  /** Substitutions that this process made in the current epoch. */
  private long ofEpoch;

  BadImageLog(RecordFiles files) {
    this.lines = JsonLines.ofBadImages(files.badImages());
  }

  /** Records a bad image; returns the warning to show, if any. */
  Optional<String> add(BadImageReport bad) throws IOException {
    lines.append(bad);
    ofEpoch++;
    return files.add(bad.file()) && files.size() <= NAMED
        ? Optional.of("%s; %s takes its place".formatted(bad.problem(), bad.substitute()))
        : Optional.empty();
  }

  /** Summarizes the epoch; empty if all images could be read. */
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
