package org.recu.record;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import org.recu.console.Console;
import org.recu.console.Message;
import org.recu.console.ProgressBar;

/**
 * What a run says, on the console and in {@code train.log}. A worker that does not write the run
 * shows warnings only.
 */
final class Transcript implements AutoCloseable {

  private final Console console;
  private final TrainLog log;

  /** Whether this process writes the run. */
  private final boolean writes;

  /**
   * A transcript.
   *
   * @param file {@code train.log}, created when the first line is written
   * @param writes whether this process writes the run
   */
  Transcript(Console console, Path file, Clock clock, boolean writes) {
    this.console = console;
    this.log = new TrainLog(file, clock);
    this.writes = writes;
  }

  /** Says a message, which is logged too unless it is a hidden detail. */
  void say(Message message) throws IOException {
    if (!writes) {
      return;
    }
    console.say(message);
    if (message.rank() != Message.Rank.DETAIL || says(Message.Rank.DETAIL)) {
      log.line(message.text());
    }
  }

  void warn(String text) throws IOException {
    console.warning(text);
    if (writes) {
      log.line(text);
    }
  }

  /** Logs a defect with its stack trace; the console shows it when the run ends. */
  void defect(Throwable defect) throws IOException {
    if (writes) {
      StringWriter trace = new StringWriter();
      defect.printStackTrace(new PrintWriter(trace));
      log.line(trace.toString().strip());
    }
  }

  /** Shows a message, without logging it. */
  void show(Message message) {
    console.say(message);
  }

  /** Logs a line, without showing it. */
  void log(String line) throws IOException {
    log.line(line);
  }

  /** Whether the console shows messages of a rank. */
  boolean says(Message.Rank rank) {
    return console.says(rank);
  }

  /** Whether the console shows a bar in place of lines. */
  boolean hasBar() {
    return console.hasBar();
  }

  /** A bar for an epoch's steps; none of a worker that does not write the run. */
  ProgressBar bar(String title, int steps, int done) {
    return writes ? console.bar(title, steps, done) : ProgressBar.none();
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
