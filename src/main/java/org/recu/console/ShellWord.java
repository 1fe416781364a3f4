package org.recu.console;

import java.util.regex.Pattern;

/** Quotes a word of a command line that is printed to be pasted into a POSIX shell. */
public final class ShellWord {

  /** Characters that no shell treats specially, whatever their position. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*");

  private ShellWord() {}

  /** The text of {@code value}, in single quotes unless a shell takes it literally. */
  public static String quoted(Object value) {
    String text = value.toString();
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
