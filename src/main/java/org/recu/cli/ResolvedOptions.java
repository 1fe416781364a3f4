package org.recu.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.recu.console.Message;
import org.recu.console.OptionsMessage;

/**
 * The value of every option of a command: given, stored or default. Built from the command's table,
 * so no option can be missing.
 *
 * @param values by option name, in the table's order: a string, a number, a boolean, a list of
 *     those, or null for an option without a value
 */
record ResolvedOptions(Map<String, Object> values) {

  ResolvedOptions {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Resolves every option of {@code table}. */
  static ResolvedOptions of(SettingTable table, Answers answers) throws UsageException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Setting<?> setting : table.settings()) {
      values.put(setting.name(), value(setting, answers));
    }
    return new ResolvedOptions(values);
  }

  private static Object value(Setting<?> setting, Answers answers) throws UsageException {
    Optional<?> found = answers.find(setting);
    if (found.isPresent()) {
      return found.get();
    }
    return setting.value().count() == Value.Count.NONE ? false : null;
  }

  /** These options with a value that became known later, such as one read from the model. */
  ResolvedOptions with(Setting<?> setting, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(values);
    changed.put(setting.name(), value);
    return new ResolvedOptions(changed);
  }

  /** These options without one of them. */
  ResolvedOptions without(Setting<?> setting) {
    Map<String, Object> fewer = new LinkedHashMap<>(values);
    fewer.remove(setting.name());
    return new ResolvedOptions(fewer);
  }

  /** Lists every option with its value: a detail, shown with {@code --verbose}. */
  Message message() {
    return OptionsMessage.of(values);
  }
}
