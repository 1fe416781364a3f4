package org.recu.console;

import java.util.ArrayList;
import java.util.List;

/**
 * What a terminal shows of what was written to it: it wraps where a line is full, unless it is told
 * not to, and knows carriage returns and the sequences that a bar needs.
 *
 * @param lines from the first to the one that the cursor stands on, without spaces at their ends
 */
record Screen(List<String> lines) {

  /** A terminal of a width, all that was written shown. */
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
