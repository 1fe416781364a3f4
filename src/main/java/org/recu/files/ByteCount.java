package org.recu.files;

import java.util.Locale;

/** Numbers of bytes in messages. */
public final class ByteCount {

  private static final double KILO = 1e3;
  private static final double MEGA = 1e6;
  private static final double GIGA = 1e9;

  private ByteCount() {}

  /** In the unit that gives it digits: {@code 23.5 GB}, {@code 18 MB} or {@code 4 kB}. */
  public static String text(long bytes) {
    if (bytes >= GIGA - MEGA / 2) {
      return String.format(Locale.ROOT, "%.1f GB", bytes / GIGA);
    }
    return bytes >= MEGA - KILO / 2
        ? String.format(Locale.ROOT, "%.0f MB", bytes / MEGA)
        : String.format(Locale.ROOT, "%.0f kB", bytes / KILO);
  }
}
