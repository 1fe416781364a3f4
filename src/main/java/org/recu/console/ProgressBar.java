package org.recu.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A progress bar with the remaining time on one line of a terminal; draws nothing if there is no
 * terminal. Its text is cut to the width that the terminal had when the program started. Used by
 * one thread.
 */
public final class ProgressBar implements AutoCloseable {

  /** Minimum time between two drawings, except for the last step. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** Maximum length of the bar between its brackets. */
  private static final int LONGEST = 30;

  /** Null if nothing is drawn. */
  private final Terminal terminal;

  private final Clock clock;

  /** Width of the terminal. */
  private final int columns;

  private final String task;

  /** Steps of the whole task. */
  private final long total;

  /** Steps done before the bar started. */
  private final long before;

  private final Instant began;

  /** Time before which the bar is not drawn again. */
  private Instant nextDrawing = Instant.MIN;

  private boolean closed;

  private ProgressBar(
      Terminal terminal, Clock clock, int columns, String task, long total, long before) {
    this.terminal = terminal;
    this.clock = clock;
    this.columns = columns;
    this.task = task;
    this.total = total;
    this.before = before;
    this.began = clock.instant();
  }

  /** A bar that shows nothing. */
  public static ProgressBar none() {
    return new ProgressBar(null, Clock.systemUTC(), 0, "", 0, 0);
  }

  /** A bar on a terminal of this width. */
  static ProgressBar on(
      Terminal terminal, Clock clock, int columns, String task, long total, long before) {
    return new ProgressBar(terminal, clock, columns, task, total, before);
  }

  /**
   * Advances the bar.
   *
   * @param done steps of the whole task done so far, including those before the bar started
   * @param message shown after the bar, as far as it fits
   */
  public void step(long done, String message) {
    if (terminal == null || closed) {
      return;
    }
    Instant now = clock.instant();
    if (done < total && now.isBefore(nextDrawing)) {
      return;
    }
    nextDrawing = now.plus(PAUSE);
    terminal.bar(text(done, message, Duration.between(began, now)));
  }

  /** Removes the bar from the terminal; does nothing the second time. */
  @Override
  public void close() {
    if (terminal != null && !closed) {
      terminal.bar("");
    }
    closed = true;
  }

  /**
   * The line, such as {@code epoch 3 [=====> ] 120/391 1:23 left loss 1.234}, one column narrower
   * than the terminal.
   */
  private String text(long done, String message, Duration elapsed) {
    String after =
        String.format(
            Locale.ROOT, " %d/%d  %s left  %s", done, total, remaining(done, elapsed), message);
    int room = Math.min(LONGEST, columns - 1 - task.length() - after.length() - " []".length());
    String text = task + (room < 5 ? "" : " [" + drawn(done, room) + "]") + after;
    return text.length() < columns ? text : text.substring(0, columns - 1);
  }

  private String drawn(long done, int room) {
    int full = (int) (room * done / Math.max(1, total));
    return full == room ? "=".repeat(room) : "=".repeat(full) + ">" + " ".repeat(room - full - 1);
  }

  private String remaining(long done, Duration elapsed) {
    if (done <= before) {
      return "-:--";
    }
    long seconds = elapsed.toMillis() * (total - done) / (done - before) / 1000;
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
