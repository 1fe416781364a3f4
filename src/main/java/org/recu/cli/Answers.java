package org.recu.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recu.data.Preset;

/**
 * Option values: from the command line, else from the resumed run or the recipe, else the data
 * set's default.
 *
 * @param typed options given on the command line
 * @param stored values by option name, from the resumed run or a new run's recipe
 * @param preset the set of defaults
 */
record Answers(Words typed, Map<String, List<String>> stored, Preset preset) {

  /** An option's value; empty if it is not given and has no default. */
  <T> Optional<T> find(Setting<T> setting) throws UsageException {
    Optional<List<String>> words = typed.of(setting);
    if (words.isEmpty() && setting.onResume() != OnResume.ANEW) {
      words = Optional.ofNullable(stored.get(setting.name()));
    }
    if (words.isEmpty()) {
      words = setting.defaultWord(preset).map(List::of);
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(setting.read(words.get()));
  }

  /** The value of an option that is required or has a default. */
  <T> T get(Setting<T> setting) throws UsageException {
    Optional<T> found = find(setting);
    if (found.isEmpty()) {
      throw new UsageException(
          setting.typedName() + " is missing: expected " + setting.value().expected());
    }
    return found.get();
  }

  /** Whether a flag is set. */
  boolean flag(Setting<Boolean> setting) throws UsageException {
    return find(setting).orElse(false);
  }
}
