package org.recu.run;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * What a new run gets where nothing was typed: its name from the clock, its seed by lot.
 *
 * @param clock of the zone in which the run is named
 * @param seeds draws a seed above 0
 */
public record FreshRun(Clock clock, LongSupplier seeds) {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss", Locale.ROOT);

  /** From the system's clock and an unpredictable number. */
  public static FreshRun ofSystem() {
    return new FreshRun(
        Clock.system(ZoneId.systemDefault()),
        () -> ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE));
  }

  /** Such as {@code 2026-11-23_14-05-09}. */
  public String name() {
    return NAME.format(ZonedDateTime.now(clock));
  }

  /** A seed above 0. */
  public long seed() {
    return seeds.getAsLong();
  }
}
