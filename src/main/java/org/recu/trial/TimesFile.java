package org.recu.trial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.recu.files.AtomicFile;
import org.recu.files.NamedFile;

/**
 * The times that were measured under some conditions, in a text file:
 *
 * <pre>
 *   recu sums 3
 *   processor AMD EPYC
 *   flags ...
 *   threads 2
 *   tensorflow 2.18.0
 *   float32 signs, 3x3 convolution of 32x32x16 to 16x16x32, ...: convolution 3.214 count 1.120
 *   crc 0a1b2c3d
 * </pre>
 *
 * <p>A file that is damaged, or holds for other conditions, counts as empty and is replaced. One
 * that cannot be read or written is done without, silently: the times are measured again.
 *
 * @param path of the file; empty if there is no place for one
 * @param conditions that it holds for
 */
record TimesFile(Optional<Path> path, Conditions conditions) {

  /** Changes when a way is computed differently, or times are measured or kept by other rules. */
  private static final String FIRST_LINE = "recu sums 3";

  private static final String BETWEEN = ": ";

  /** Begins the last line. */
  private static final String CHECKSUM = "crc ";

  /** No file of ours is near this size, in bytes. */
  private static final long LARGEST = 1 << 20;

  /** The file for these conditions in a folder, which need not exist. */
  static TimesFile in(Optional<Path> folder, Conditions conditions) {
    return new TimesFile(folder.map(f -> f.resolve(conditions.fileName())), conditions);
  }

  /** The times by layer; none if there is no such file. */
  Map<String, Times> read() {
    if (path.isEmpty()) {
      return Map.of();
    }
    try {
      return Files.size(path.get()) > LARGEST
          ? Map.of()
          : parsed(new String(new NamedFile(path.get()).bytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Map.of();
    }
  }

  /** The times of a file's text; none if it is not ours, damaged, or for other conditions. */
  Map<String, Times> parsed(String text) {
    int last = text.lastIndexOf(CHECKSUM);
    String head = String.join("\n", head()) + "\n";
    if (!text.startsWith(head)
        || last < head.length()
        || !text.equals(sealed(text.substring(0, last)))) {
      return Map.of();
    }
    Map<String, Times> times = new TreeMap<>();
    for (String line : text.substring(head.length(), last).lines().toList()) {
      int between = line.indexOf(BETWEEN);
      Optional<Times> found =
          between < 0 ? Optional.empty() : Times.of(line.substring(between + BETWEEN.length()));
      if (found.isEmpty()) {
        return Map.of();
      }
      times.put(line.substring(0, between), found.get());
    }
    return times;
  }

  /**
   * Adds times to what the file holds by now. Another process may do so at the same time; one of
   * the two is then measured again some day.
   */
  void add(Map<String, Times> measured) {
    if (path.isEmpty() || measured.isEmpty()) {
      return;
    }
    Map<String, Times> all = new TreeMap<>(read());
    all.putAll(measured);
    byte[] content = text(all).getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(path.get().getParent());
      AtomicFile.replaceUnsynced(path.get(), out -> out.write(content));
    } catch (IOException e) {
      // Not writable: done without, as documented.
    }
  }

  /** The file's text. */
  String text(Map<String, Times> times) {
    List<String> lines = new ArrayList<>(head());
    times.forEach((layer, found) -> lines.add(layer + BETWEEN + found.text()));
    return sealed(String.join("\n", lines) + "\n");
  }

  /** Lines and their checksum. */
  String sealed(String lines) {
    CRC32 sum = new CRC32();
    sum.update(lines.getBytes(StandardCharsets.UTF_8));
    return lines + String.format(Locale.ROOT, "%s%08x\n", CHECKSUM, sum.getValue());
  }

  private List<String> head() {
    List<String> lines = new ArrayList<>(List.of(FIRST_LINE));
    lines.addAll(conditions.lines());
    return lines;
  }
}
