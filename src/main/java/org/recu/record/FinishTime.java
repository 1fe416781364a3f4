package org.recu.record;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Estimates when a run will finish, assuming that the remaining epochs take as long as this
 * process's epochs did.
 */
final class FinishTime {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final Clock clock;

  /** Total seconds of the epochs so far. */
  private double seconds;

  /** Number of epochs so far. */
  private int epochs;

  FinishTime(Clock clock) {
    this.clock = clock;
  }

  /**
   * Adds an epoch and returns when the run will finish.
   *
   * @param epochSeconds that the epoch took
   * @param epochsLeft epochs still to come
   */
  String after(double epochSeconds, int epochsLeft) {
    seconds += epochSeconds;
    epochs++;
    Duration left = Duration.ofSeconds(Math.round(seconds / epochs * epochsLeft));
    return "done about "
        + MINUTE.format(ZonedDateTime.now(clock).plus(left))
        + ", in "
        + inWords(left);
  }

  /**
   * Formats a duration, such as {@code 2 d 3 h}, {@code 3 h 25 min}, {@code 25 min} or {@code 40
   * s}.
   */
  static String inWords(Duration duration) {
    if (duration.toDays() > 0) {
      return duration.toDays() + " d " + duration.toHoursPart() + " h";
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    if (duration.toMinutes() > 0) {
      return duration.toMinutes() + " min";
    }
    return duration.toSeconds() + " s";
  }
}
