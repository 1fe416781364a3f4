package org.recu.packed;

import com.google.protobuf.ByteString;
import java.io.IOException;

/**
 * Checks the numbers of a file's fields; each error is one line that names file and field, and says
 * what was found and what was expected.
 *
 * @param file its name, for messages
 */
record FieldChecks(String file) {

  /** Checks that there are as many numbers as expected, all finite. */
  void floats(String field, ByteString values, long expected) throws IOException {
    if (values.size() % Float.BYTES != 0) {
      throw new IOException(
          "%s: %s: found %d bytes, expected %d for each number"
              .formatted(file, field, values.size(), Float.BYTES));
    }
    count(field, Floats.count(values), expected);
    float[] numbers = Floats.of(values);
    for (int i = 0; i < numbers.length; i++) {
      if (!Float.isFinite(numbers[i])) {
        throw new IOException(
            "%s: %s: number %d is %s, expected a finite one".formatted(file, field, i, numbers[i]));
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
