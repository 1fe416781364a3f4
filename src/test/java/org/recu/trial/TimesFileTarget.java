package org.recu.trial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.recu.fuzz.Bounds;

/**
 * Fuzzes the file of measured times. The checksum of an input is made right, or none would pass.
 */
public final class TimesFileTarget {

  private static final TimesFile FILE =
      new TimesFile(Optional.empty(), new Conditions("cpu", Set.of("a", "b"), 2, "2"));

  private TimesFileTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    Bounds.check(
        data.length,
        IOException.class,
        () -> {
          FILE.parsed(text);
          FILE.parsed(FILE.sealed(text)).values().forEach(Times::preferred);
        });
  }
}
