package org.recu.report;

import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on one line of a terminal, with rate and remaining time; or none at all. */
public final class Bar implements AutoCloseable {

  private static final int REDRAWN_EVERY_MILLIS = 500;

  /** Null where there is no terminal. */
  private final ProgressBar bar;

  private final Line line;

  private Bar(ProgressBar bar, Line line) {
    this.bar = bar;
    this.line = line;
  }

  /** A bar that shows nothing. */
  static Bar none() {
    return new Bar(null, null);
  }

  static Bar on(PrintStream stream, int columns, String task, long total, long done) {
    Line line = new Line(stream, columns);
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .startsFrom(done, Duration.ZERO)
            .setUpdateIntervalMillis(REDRAWN_EVERY_MILLIS)
            .setStyle(ProgressBarStyle.ASCII)
            .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
            .setSpeedUnit(ChronoUnit.SECONDS)
            .setConsumer(line)
            .build();
    return new Bar(bar, line);
  }

  /**
   * Moves the bar.
   *
   * @param done steps done of the whole task
   * @param message shown after the bar, where there is room for it
   */
  public void step(long done, String message) {
    if (bar != null) {
      bar.setExtraMessage(" " + message);
      bar.stepTo(done);
    }
  }

  /** Takes the bar off its line, does something, and lets the bar come back. */
  void aside(Runnable action) {
    if (line == null) {
      action.run();
    } else {
      line.aside(action);
    }
  }

  /** Takes the bar off the terminal; does nothing the second time. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  /**
   * The one line of the terminal that a bar is drawn on. The library draws from a thread of its
   * own, so drawing and taking away are one at a time.
   */
  private static final class Line implements ProgressBarConsumer {

    private final PrintStream stream;
    private final int columns;

    /** Characters that stand on the line now. */
    private int drawn;

    private boolean closed;

    Line(PrintStream stream, int columns) {
      this.stream = stream;
      this.columns = columns;
    }

    /** One column less than the terminal has: a full line would wrap. */
    @Override
    public int getMaxRenderedLength() {
      return columns - 1;
    }

    @Override
    public synchronized void accept(String text) {
      if (!closed) {
        String fitting = text.length() < columns ? text : text.substring(0, columns - 1);
        stream.print("\r" + fitting + " ".repeat(Math.max(0, drawn - fitting.length())));
        stream.flush();
        drawn = fitting.length();
      }
    }

    @Override
    public synchronized void clear() {
      if (drawn > 0) {
        stream.print("\r" + " ".repeat(drawn) + "\r");
        stream.flush();
        drawn = 0;
      }
    }

    synchronized void aside(Runnable action) {
      clear();
      action.run();
    }

    @Override
    public synchronized void close() {
      clear();
      closed = true;
    }
  }
}
