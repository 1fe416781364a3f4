package org.recu.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recu.data.Preset;

/**
 * The value of every option: what was typed, else stored with the resumed run or in a recipe, else
 * the default of the data set.
 *
 * @param typed on the command line
 * @param stored words by option name, of the resumed run or of a new run's recipe
 * @param preset which defaults
 */
record Answers(Words typed, Map<String, List<String>> stored, Preset preset) {

  /** An option's value; empty where it was not given and has no default. */
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

  /** The value of an option that has a default. */
  <T> T get(Setting<T> setting) throws UsageException {
    Optional<T> found = find(setting);
    if (found.isEmpty()) {
      throw new UsageException(
          setting.typedName() + " is missing: expected " + setting.value().expected());
    }
    return found.get();
  }

  /** Whether an option without a value was given. */
  boolean flag(Setting<Boolean> setting) throws UsageException {
    return find(setting).orElse(false);
  }
}
