package org.recu.console;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that the program says: a line for people, or an object for programs.
 *
 * @param rank how much it matters
 * @param event what has happened, in a word: the object's {@code event}
 * @param fields the object's other fields, in order: strings, numbers, booleans, null, and lists
 *     and maps of them
 * @param text the line
 */
public record Message(Rank rank, String event, Map<String, Object> fields, String text) {

  /** How much a message matters; those that matter most come first. */
  public enum Rank {
    /** What was asked for. */
    RESULT,
    /** How the work goes on. */
    PROGRESS,
    /** What only somebody who looks closely wants to know. */
    DETAIL
  }

  public Message {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** What was asked for. */
  public static Message result(String event, Map<String, Object> fields, String text) {
    return new Message(Rank.RESULT, event, fields, text);
  }

  /** How the work goes on. */
  public static Message progress(String event, Map<String, Object> fields, String text) {
    return new Message(Rank.PROGRESS, event, fields, text);
  }

  /** A line on how the work goes on, without more to it. */
  public static Message progress(String text) {
    return progress("message", Map.of("text", text), text);
  }

  /** What only somebody who looks closely wants to know. */
  public static Message detail(String event, Map<String, Object> fields, String text) {
    return new Message(Rank.DETAIL, event, fields, text);
  }
}
