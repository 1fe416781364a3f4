package org.recu.packed;

import java.io.IOException;
import java.util.List;

/**
 * Checks the numbers of a file's fields; each error is one line that names file and field, and says
 * what was found and what was expected.
 *
 * @param file its name, for messages
 */
record FieldChecks(String file) {

  /** Checks that there are as many numbers as expected, all finite. */
  void floats(String field, List<Float> values, long expected) throws IOException {
    count(field, values.size(), expected);
    for (int i = 0; i < values.size(); i++) {
      float value = values.get(i);
      if (!Float.isFinite(value)) {
        throw new IOException(
            "%s: %s: number %d is %s, expected a finite one".formatted(file, field, i, value));
      }
    }
  }

  void count(String field, long found, long expected) throws IOException {
    if (found != expected) {
      throw new IOException(
          "%s: %s: found %d, expected %d".formatted(file, field, found, expected));
    }
  }

  void range(String field, int found, int least, int greatest) throws IOException {
    if (found < least || found > greatest) {
      throw new IOException(
          "%s: %s: found %s, expected %d to %d"
              .formatted(file, field, Integer.toUnsignedString(found), least, greatest));
    }
  }

  void require(boolean holds, String field, Object found, Object expected) throws IOException {
    if (!holds) {
      throw new IOException(
          "%s: %s: found %s, expected %s".formatted(file, field, found, expected));
    }
  }
}
