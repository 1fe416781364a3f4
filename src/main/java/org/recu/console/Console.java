package org.recu.console;

import java.io.PrintStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Prints messages: results and progress to standard output; errors, warnings and the progress bar
 * to standard error. The bar is drawn only if standard error is a terminal, and not on build
 * servers; lines appear above it.
 *
 * <p>{@link #speak} sets which messages are shown, and whether as text or as JSON: one object per
 * line, starting with {@code event} and {@code time}.
 */
public final class Console {

  /** Environment variable in which the launcher passes the width of the terminal. */
  public static final String COLUMNS = "RECU_COLUMNS";

  private final Terminal terminal;

  /** Width of the terminal on standard error; empty if it is not a terminal. */
  private final OptionalInt columns;

  /** Clock for the remaining time. */
  private final Clock clock;

  /** Least important rank that is shown. */
  private Message.Rank least = Message.Rank.PROGRESS;

  /** Whether messages are JSON objects. */
  private boolean json;

  /** The latest bar. */
  private ProgressBar bar = ProgressBar.none();

  /**
   * Writes to two streams.
   *
   * @param columns width of the terminal on {@code err}; empty if it is not a terminal
   * @param clock for the bar's remaining time
   */
  public Console(PrintStream out, PrintStream err, OptionalInt columns, Clock clock) {
    terminal = new Terminal(out, err);
    this.columns = columns;
    this.clock = clock;
  }

  /** Writes text to two streams, without a progress bar. */
  public static Console of(PrintStream out, PrintStream err) {
    return new Console(out, err, OptionalInt.empty(), Clock.systemUTC());
  }

  /**
   * The terminal's width from the value of {@link #COLUMNS}. The launcher sets it because Java 17
   * alone cannot tell whether standard error is a terminal.
   *
   * @param value of the variable; null, not a number or below 1 means no terminal
   * @param ci value of the variable {@code CI}, which build servers set: anything but null, an
   *     empty value and {@code false} means no terminal
   */
  public static OptionalInt columns(String value, String ci) {
    boolean watched = ci == null || ci.isBlank() || ci.strip().equals("false");
    try {
      int columns = value == null || !watched ? 0 : Integer.parseInt(value.strip());
      return columns < 1 ? OptionalInt.empty() : OptionalInt.of(columns);
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /**
   * Sets verbosity and format; the default is text, without details.
   *
   * @param rank least important rank to show; without {@link Message.Rank#PROGRESS} there are no
   *     warnings and no bar either
   * @param objects whether messages are JSON objects and no bar is drawn
   */
  public void speak(Message.Rank rank, boolean objects) {
    least = rank;
    json = objects;
  }

  /** Whether messages of a rank are shown. */
  public boolean says(Message.Rank rank) {
    return rank.compareTo(least) <= 0;
  }

  /** Shows a message if it is important enough. */
  public void say(Message message) {
    if (says(message.rank())) {
      terminal.out(json ? object(message.event(), message.fields()) : message.text());
    }
  }

  /** Writes a line to standard output unchanged, regardless of {@link #speak}. */
  public void line(String text) {
    terminal.out(text);
  }

  /** Writes an error to standard error. */
  public void error(String text) {
    terminal.err(json ? object("error", Map.of("text", text)) : text);
  }

  /** Writes a warning to standard error. */
  public void warning(String text) {
    if (says(Message.Rank.PROGRESS)) {
      terminal.err(json ? object("warning", Map.of("text", text)) : text);
    }
  }

  /** Whether {@link #bar} draws anything. */
  public boolean hasBar() {
    return columns.isPresent() && !json && says(Message.Rank.PROGRESS);
  }

  /**
   * Starts a progress bar, which stays until it is closed or the next one starts.
   *
   * @param task what is in progress, in a word or two
   * @param total steps of the whole task
   * @param done steps already done
   */
  public ProgressBar bar(String task, long total, long done) {
    bar.close();
    bar =
        hasBar()
            ? ProgressBar.on(terminal, clock, columns.getAsInt(), task, total, done)
            : ProgressBar.none();
    return bar;
  }

  private String object(String event, Map<String, Object> fields) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("event", event);
    object.put("time", clock.instant().toString());
    object.putAll(fields);
    return JsonLine.of(object);
  }
}
