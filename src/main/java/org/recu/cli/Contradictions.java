package org.recu.cli;

import java.util.Optional;

/** Checks that the command line of a resumed run does not contradict the run. */
final class Contradictions {

  private Contradictions() {}

  /**
   * Rejects the first option on the command line that contradicts the run.
   *
   * @param typed options given on the command line
   * @param run options that the run started with
   */
  static void refuse(Words typed, Answers run) throws UsageException {
    for (Setting<?> setting : TrainSettings.TABLE.settings()) {
      if (typed.has(setting)) {
        refuse(setting, typed, run);
      }
    }
  }

  private static <T> void refuse(Setting<T> setting, Words typed, Answers run)
      throws UsageException {
    boolean free =
        switch (setting.onResume()) {
          case FREE, ANEW -> true;
          case FREE_WITH_STEPS -> run.get(TrainSettings.LR_TYPE).equals("step");
          case SAME -> false;
        };
    T wanted = setting.read(typed.of(setting).orElseThrow());
    Optional<T> found = run.find(setting);
    if (free || found.filter(wanted::equals).isPresent() || drawsSeed(setting, wanted)) {
      return;
    }
    String reason =
        setting.onResume() == OnResume.FREE_WITH_STEPS
            ? ": with --lr_type "
                + run.get(TrainSettings.LR_TYPE)
                + " the learning rate depends on the last epoch"
            : "";
    throw new UsageException(
        setting.typedName() + wantedWords(wanted) + " contradicts " + runWords(found) + reason);
  }

  /** Whether the option is {@code --seed 0}, which asks for any seed: the run has one. */
  private static boolean drawsSeed(Setting<?> setting, Object wanted) {
    return setting.equals(TrainSettings.SEED) && wanted.equals(0L);
  }

  private static String wantedWords(Object wanted) {
    return wanted instanceof Boolean ? "" : " " + wanted;
  }

  private static String runWords(Optional<?> found) {
    return found.map(value -> "the run's " + value).orElse("the run, which does without");
  }
}
