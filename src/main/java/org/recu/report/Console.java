package org.recu.report;

import java.io.PrintStream;
import java.time.Clock;
import java.util.OptionalInt;

/**
 * Where the program speaks: results and progress lines on standard output, errors and the progress
 * bar on standard error. The bar is there only where standard error is a terminal; a line that
 * comes while the bar stands takes its place, and the bar goes on below.
 */
public final class Console {

  /** Environment variable by which the launcher says how wide the terminal is. */
  public static final String COLUMNS = "RECU_COLUMNS";

  private final PrintStream out;
  private final PrintStream err;

  /** Width of the terminal that standard error is; empty where it is none. */
  private final OptionalInt columns;

  /** By which the bar tells the remaining time. */
  private final Clock clock;

  /** The bar that stands on the terminal, if it is not closed. */
  private Bar bar = Bar.none();

  /**
   * Speaks on two streams.
   *
   * @param columns width of the terminal that {@code err} is; empty where it is none
   * @param clock by which the bar tells the remaining time
   */
  public Console(PrintStream out, PrintStream err, OptionalInt columns, Clock clock) {
    this.out = out;
    this.err = err;
    this.columns = columns;
    this.clock = clock;
  }

  /**
   * The terminal's width from the value of {@link #COLUMNS}. The launcher sets it, since Java 17
   * alone cannot tell whether standard error is a terminal.
   *
   * @param value of the variable; null, no number or a number below 20 mean no terminal
   */
  public static OptionalInt columns(String value) {
    try {
      int columns = value == null ? 0 : Integer.parseInt(value.strip());
      return columns < 20 ? OptionalInt.empty() : OptionalInt.of(columns);
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** Writes a line to standard output. */
  public void line(String text) {
    above(out, text);
  }

  /** Writes a line to standard error. */
  public void error(String text) {
    above(err, text);
  }

  /** Whether {@link #bar} shows anything. */
  public boolean isTerminal() {
    return columns.isPresent();
  }

  /**
   * Begins a progress bar; it stands until it is closed, or the next begins.
   *
   * @param task what is in progress, a word or two
   * @param total steps of the whole task
   * @param done steps that were done before now
   */
  public Bar bar(String task, long total, long done) {
    bar.close();
    bar =
        columns.isPresent()
            ? Bar.on(err, clock, columns.getAsInt(), task, total, done)
            : Bar.none();
    return bar;
  }

  private void above(PrintStream stream, String text) {
    bar.aside(
        () -> {
          stream.println(text);
          stream.flush();
        });
  }
}
