package org.recu.console;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message of the program: a line of text for people, a JSON object for programs.
 *
 * @param rank its importance
 * @param event what happened, in one word: the object's {@code event}
 * @param fields the object's other fields, in order: strings, numbers, booleans, null, and lists
 *     and maps of them
 * @param text the line
 */
public record Message(Rank rank, String event, Map<String, Object> fields, String text) {

  /** The importance of a message, most important first. */
  public enum Rank {
    /** The result that the user asked for. */
    RESULT,
    /** Progress. */
    PROGRESS,
    /** Details, shown with {@code --verbose}. */
    DETAIL
  }

  public Message {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** The result that the user asked for. */
  public static Message result(String event, Map<String, Object> fields, String text) {
    return new Message(Rank.RESULT, event, fields, text);
  }

  /** Progress. */
  public static Message progress(String event, Map<String, Object> fields, String text) {
    return new Message(Rank.PROGRESS, event, fields, text);
  }

  /** Progress as text only. */
  public static Message progress(String text) {
    return progress("message", Map.of("text", text), text);
  }

  /** Details, shown with {@code --verbose}. */
  public static Message detail(String event, Map<String, Object> fields, String text) {
    return new Message(Rank.DETAIL, event, fields, text);
  }
}
