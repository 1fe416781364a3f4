package org.recu.console;

import java.io.PrintStream;
import java.util.regex.Pattern;

/**
 * Standard output, standard error, and the progress bar on the last line of standard error. Lines
 * never mix with a half-drawn bar, whichever thread writes them: nothing else writes to either
 * stream.
 */
final class Terminal {

  private static final String NO_WRAPPING = "\033[?7l";
  private static final String WRAPPING = "\033[?7h";
  private static final String CLEAR_REST_OF_LINE = "\033[K";

  private static final Pattern CONTROL =
      Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]");

  private final PrintStream out;
  private final PrintStream err;

  /** The bar that is drawn now; empty if there is none. */
  private String bar = "";

  Terminal(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Writes a line to standard output, above the bar. */
  synchronized void out(String text) {
    above(out, text);
  }

  /** Writes a line to standard error, above the bar. */
  synchronized void err(String text) {
    above(err, text);
  }

  /** Replaces the bar; an empty text removes it. */
  synchronized void bar(String text) {
    if (!bar.isEmpty() || !text.isEmpty()) {
      draw(text);
    }
    bar = text;
  }

  private void above(PrintStream stream, String text) {
    if (!bar.isEmpty()) {
      draw("");
    }
    stream.println(printable(text));
    stream.flush();
    if (!bar.isEmpty()) {
      draw(bar);
    }
  }

  /**
   * Replaces control characters, with which a name from a file could command the terminal. Lines
   * and tabs stay.
   */
  private static String printable(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }

  /** Draws text that the terminal must not wrap, in case it has become narrower. */
  private void draw(String text) {
    err.print("\r" + NO_WRAPPING + text + CLEAR_REST_OF_LINE + WRAPPING);
    err.flush();
  }
}
