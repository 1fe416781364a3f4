package org.recu.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** {@code train.log}: what the console shows of a run, with the local time before every line. */
final class TrainLog implements AutoCloseable {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final BufferedWriter writer;
  private final Clock clock;

  private TrainLog(BufferedWriter writer, Clock clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /** Opens the log for more lines; a run that goes on keeps what its log says already. */
  static TrainLog open(Path file, Clock clock) throws IOException {
    return new TrainLog(
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
        clock);
  }

  /** Writes a line and hands it to the operating system. */
  void line(String text) throws IOException {
    writer.write(STAMP.format(ZonedDateTime.now(clock)));
    writer.write("  ");
    writer.write(text);
    writer.write('\n');
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
