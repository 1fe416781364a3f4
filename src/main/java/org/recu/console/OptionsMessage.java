package org.recu.console;

import java.util.List;
import java.util.Map;

/** Lists every option of a call with its value: a detail, shown with {@code --verbose}. */
public final class OptionsMessage {

  private OptionsMessage() {}

  /**
   * Creates the message.
   *
   * @param options by name: strings, numbers, booleans and lists of them, null for an option
   *     without a value
   */
  public static Message of(Map<String, Object> options) {
    StringBuilder text = new StringBuilder("options:");
    options.forEach(
        (name, value) -> {
          if (value != null && !Boolean.FALSE.equals(value)) {
            text.append(" --").append(name);
            words(value).forEach(word -> text.append(' ').append(word));
          }
        });
    return Message.detail("options", options, text.toString());
  }

  private static List<?> words(Object value) {
    if (Boolean.TRUE.equals(value)) {
      return List.of();
    }
    return value instanceof List<?> several ? several : List.of(value);
  }
}
