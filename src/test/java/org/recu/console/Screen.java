package org.recu.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Simulates what a terminal shows. It wraps full lines, unless told not to, and understands
 * carriage returns and the escape sequences that a bar needs.
 *
 * @param lines from the first to the one with the cursor, without trailing spaces
 */
record Screen(List<String> lines) {

  /** Shows the text on a terminal of this width. */
  static Screen of(String written, int columns) {
    List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    boolean wraps = true;
    int column = 0;
    for (int i = 0; i < written.length(); i++) {
      StringBuilder line = lines.get(lines.size() - 1);
      char next = written.charAt(i);
      if (next == '\r') {
        column = 0;
      } else if (next == '\n') {
        lines.add(new StringBuilder());
        column = 0;
      } else if (written.startsWith("\033[?7l", i)) {
        wraps = false;
        i += 4;
      } else if (written.startsWith("\033[?7h", i)) {
        wraps = true;
        i += 4;
      } else if (written.startsWith("\033[K", i)) {
        line.setLength(Math.min(line.length(), column));
        i += 2;
      } else {
        if (column == columns && wraps) {
          line = new StringBuilder();
          lines.add(line);
          column = 0;
        }
        int at = Math.min(column, columns - 1);
        while (line.length() <= at) {
          line.append(' ');
        }
        line.setCharAt(at, next);
        column = at + 1;
      }
    }
    return new Screen(lines.stream().map(line -> line.toString().stripTrailing()).toList());
  }
}
