package org.recu.run;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Name and seed of a new run that is not given them: a name from the clock and a random seed.
 *
 * @param clock of the time zone in which the run is named
 * @param seeds draws a seed above 0
 */
public record FreshRun(Clock clock, LongSupplier seeds) {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss", Locale.ROOT);

  /** Uses the system clock and unpredictable seeds. */
  public static FreshRun ofSystem() {
    return new FreshRun(
        Clock.system(ZoneId.systemDefault()),
        () -> ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE));
  }

  /** A name such as {@code 2026-11-23_14-05-09}. */
  public String name() {
    return NAME.format(ZonedDateTime.now(clock));
  }

  /** A random seed above 0. */
  public long seed() {
    return seeds.getAsLong();
  }
}
