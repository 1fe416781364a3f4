package org.recu.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the options of a run's {@code config.json} into command-line values, so that they are
 * parsed and checked like given ones.
 */
final class StoredOptions {

  private StoredOptions() {}

  /**
   * Values by option name, without options that were off or had no value.
   *
   * @throws IOException if a value is invalid for its option
   */
  static Map<String, List<String>> words(Map<String, Object> stored) throws IOException {
    Map<String, List<String>> words = new LinkedHashMap<>();
    for (Setting<?> setting : TrainSettings.TABLE.settings()) {
      Object value = stored.get(setting.name());
      if (value == null || Boolean.FALSE.equals(value)) {
        continue;
      }
      List<String> typed = words(setting, value);
      try {
        setting.read(typed);
      } catch (UsageException e) {
        throw new IOException("config.json of the run is damaged: " + e.getMessage(), e);
      }
      words.put(setting.name(), typed);
    }
    if (isOlderThanSamples(stored)) {
      words.put(SharedSettings.LIMIT_BY.name(), List.of("first"));
    }
    return words;
  }

  /** Whether a limit of the run means the first images, as all limits once did. */
  private static boolean isOlderThanSamples(Map<String, Object> stored) {
    return !stored.containsKey(SharedSettings.LIMIT_BY.name())
        && (stored.get(TrainSettings.LIMIT_TRAIN.name()) != null
            || stored.get(SharedSettings.LIMIT_TEST.name()) != null);
  }

  private static List<String> words(Setting<?> setting, Object value) {
    if (setting.value().count() == Value.Count.NONE) {
      return List.of();
    }
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(value.toString());
  }
}
