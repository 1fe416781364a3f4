package org.recu.record;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.recu.files.NamedFile;

/** {@code train.log}: the console output of a run, each line preceded by the local time. */
final class TrainLog implements AutoCloseable {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final Path file;
  private final Clock clock;

  /** Opened when the first line is written. */
  private BufferedWriter writer;

  /** The log of a run; a resumed run appends to it. */
  TrainLog(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Writes a line and hands it to the operating system. */
  void line(String text) throws IOException {
    if (writer == null) {
      writer =
          new BufferedWriter(
              new OutputStreamWriter(
                  new NamedFile(file).output(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                  StandardCharsets.UTF_8));
    }
    writer.write(STAMP.format(ZonedDateTime.now(clock)));
    writer.write("  ");
    writer.write(text);
    writer.write('\n');
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
    }
  }
}
