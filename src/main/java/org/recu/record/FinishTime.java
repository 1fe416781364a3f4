package org.recu.record;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** When a run will be done, if the epochs to come take as long as those of this process did. */
final class FinishTime {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final Clock clock;

  /** Seconds of the epochs so far. */
  private double seconds;

  /** Epochs so far. */
  private int epochs;

  FinishTime(Clock clock) {
    this.clock = clock;
  }

  /**
   * Takes an epoch in, and says when the run will be done.
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

  /** Such as {@code 2 d 3 h}, {@code 3 h 25 min}, {@code 25 min} or {@code 40 s}. */
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
