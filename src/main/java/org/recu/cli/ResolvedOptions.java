package org.recu.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recu.console.Message;

/**
 * The options of a call with their values, typed or by default. They are derived from the command's
 * table of options, so that none can be left out.
 *
 * @param values by option name: strings, numbers, booleans and lists of them, null for an option
 *     without a value
 */
record ResolvedOptions(Map<String, Object> values) {

  ResolvedOptions {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The options of a table, in its order. */
  static ResolvedOptions of(SettingTable table, Answers answers) throws UsageException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Setting<?> setting : table.settings()) {
      Object none = setting.value().count() == Value.Count.NONE ? false : null;
      values.put(setting.name(), answers.find(setting).<Object>map(value -> value).orElse(none));
    }
    return new ResolvedOptions(values);
  }

  /** These, with a value that is known only now. */
  ResolvedOptions with(Setting<?> setting, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(values);
    changed.put(setting.name(), value);
    return new ResolvedOptions(changed);
  }

  /** The options as a user would type them in full. */
  Message message() {
    StringBuilder text = new StringBuilder("options:");
    values.forEach(
        (name, value) -> {
          if (value != null && !Boolean.FALSE.equals(value)) {
            text.append(" --").append(name);
            words(value).forEach(word -> text.append(' ').append(word));
          }
        });
    return Message.detail("options", values, text.toString());
  }

  private static List<?> words(Object value) {
    if (Boolean.TRUE.equals(value)) {
      return List.of();
    }
    return value instanceof List<?> several ? several : List.of(value);
  }
}
