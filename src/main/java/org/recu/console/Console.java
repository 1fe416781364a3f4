package org.recu.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where the program speaks: results and progress on standard output, errors, warnings and the
 * progress bar on standard error. The bar is there only where standard error is a terminal that
 * somebody looks at; a line that comes while the bar stands takes its place, and the bar goes on
 * below.
 *
 * <p>It says what matters enough ({@link #speak}), as text or as JSON, an object a line with {@code
 * event} and {@code time} first.
 */
public final class Console {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Environment variable by which the launcher says how wide the terminal is. */
  public static final String COLUMNS = "RECU_COLUMNS";

  private final Terminal terminal;

  /** Width of the terminal that standard error is; empty where it is none. */
  private final OptionalInt columns;

  /** By which the bar tells the remaining time. */
  private final Clock clock;

  /** What matters less is not said. */
  private Message.Rank least = Message.Rank.PROGRESS;

  /** Whether it speaks in objects. */
  private boolean json;

  /** The bar that stands on the terminal, if it is not closed. */
  private ProgressBar bar = ProgressBar.none();

  /**
   * Speaks on two streams.
   *
   * @param columns width of the terminal that {@code err} is; empty where it is none
   * @param clock by which the bar tells the remaining time
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
   * @param ci value of the variable {@code CI}, by which build servers say that nobody looks on:
   *     anything but null, nothing and {@code false} means no terminal
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
   * How it speaks from now on; at first it says what is not a detail, as text.
   *
   * @param rank what matters less than this is not said; without {@link Message.Rank#PROGRESS}
   *     there are no warnings and no bar either
   * @param objects whether it speaks in JSON, and draws no bar
   */
  public void speak(Message.Rank rank, boolean objects) {
    least = rank;
    json = objects;
  }

  /** Whether messages of a rank are said. */
  public boolean says(Message.Rank rank) {
    return rank.compareTo(least) <= 0;
  }

  /** Says a message, if it matters enough. */
  public void say(Message message) {
    if (says(message.rank())) {
      terminal.out(json ? object(message.event(), message.fields()) : message.text());
    }
  }

  /** Writes a line to standard output as it is, whatever {@link #speak} asks for. */
  public void line(String text) {
    terminal.out(text);
  }

  /** Tells of something that went wrong, in a line on standard error. */
  public void error(String text) {
    terminal.err(json ? object("error", Map.of("text", text)) : text);
  }

  /** Tells of something that somebody should know, in a line on standard error. */
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
   * Begins a progress bar; it stands until it is closed, or the next begins.
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
      throw new IllegalArgumentException(event + " has a field that JSON has no way to say", e);
    }
  }
}
