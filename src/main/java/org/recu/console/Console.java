package org.recu.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where messages go: results and progress on standard output, errors, warnings and the progress bar
 * on standard error. The bar is drawn only if standard error is a terminal, and not on build
 * servers; lines appear above it.
 *
 * <p>It shows what matters enough ({@link #speak}), as text or as JSON, an object a line with
 * {@code event} and {@code time} first.
 */
public final class Console {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Environment variable by which the launcher says how wide the terminal is. */
  public static final String COLUMNS = "RECU_COLUMNS";

  private final Terminal terminal;

  /** Width of the terminal that standard error is; empty where it is none. */
  private final OptionalInt columns;

  /** Clock for the remaining time. */
  private final Clock clock;

  /** Messages that matter less are not shown. */
  private Message.Rank least = Message.Rank.PROGRESS;

  /** Whether messages are JSON objects. */
  private boolean json;

  /** The latest bar. */
  private ProgressBar bar = ProgressBar.none();

  /**
   * Writes to two streams.
   *
   * @param columns width of the terminal that {@code err} is; empty where it is none
   * @param clock for the remaining time of the bar
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
   * The terminal's width from the value of {@link #COLUMNS}. The launcher sets it, since Java 17
   * alone cannot tell whether standard error is a terminal.
   *
   * @param value of the variable; null, no number or a number below 1 mean no terminal
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
   * Sets verbosity and format; the default is everything but details, as text.
   *
   * @param rank messages that matter less than this are not shown; without {@link
   *     Message.Rank#PROGRESS} there are no warnings and no bar either
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

  /** Shows a message if it matters enough. */
  public void say(Message message) {
    if (says(message.rank())) {
      terminal.out(json ? object(message.event(), message.fields()) : message.text());
    }
  }

  /** Writes a line to standard output as it is, whatever {@link #speak} asks for. */
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

  /** Whether {@link #bar} shows anything. */
  public boolean hasBar() {
    return columns.isPresent() && !json && says(Message.Rank.PROGRESS);
  }

  /**
   * Starts a progress bar; it stays until it is closed or the next one starts.
   *
   * @param task what is in progress, a word or two
   * @param total steps of the whole task
   * @param done steps that were done before now
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
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(event + " has a field that cannot be written as JSON", e);
    }
  }
}
