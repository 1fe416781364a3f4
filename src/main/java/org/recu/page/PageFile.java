package org.recu.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.recu.files.AtomicFile;
import org.recu.files.NamedFile;

/** The file that a page is written to: a new one, or an earlier page. */
public final class PageFile {

  /** Default file name of the page in a run's folder. */
  public static final String NAME = "report.html";

  /** Identifies a page as a report of this program. */
  private static final String MARK = "<meta name=\"generator\" content=\"recu report";

  /** Length in bytes of the beginning of the file, which contains the mark. */
  private static final int HEAD = 1024;

  private PageFile() {}

  /**
   * Checks that a page can be written: the file is new or an earlier report.
   *
   * @throws IOException if the file exists and is not a report, or its folder does not exist
   */
  public static void requireFree(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("%s: the folder %s does not exist".formatted(file, folder));
    }
    if (Files.isDirectory(file)) {
      throw new IOException("%s is a folder, expected the name of a file".formatted(file));
    }
    if (!Files.exists(file)) {
      return;
    }
    byte[] head;
    try (InputStream in = new NamedFile(file).input()) {
      head = in.readNBytes(HEAD);
    }
    if (!new String(head, StandardCharsets.UTF_8).contains(MARK)) {
      throw new IOException(
          "%s exists and is not a report of this program: choose another file with --output"
              .formatted(file));
    }
  }

  /**
   * Writes a page, atomically if it replaces a report.
   *
   * @throws IOException as {@link #requireFree}, and if the file cannot be written
   */
  static void write(Path file, String html) throws IOException {
    requireFree(file);
    boolean replaces = Files.exists(file);
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    if (replaces) {
      AtomicFile.replace(file, out -> out.write(bytes));
    } else {
      AtomicFile.create(file, out -> out.write(bytes));
    }
  }
}
