package org.recu.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * A JSON object on one line.
 *
 * <p>It has a class of its own because loading Jackson takes 0.2 s, which a command that writes no
 * JSON should not wait for.
 */
public final class JsonLine {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLine() {}

  /**
   * Writes an object.
   *
   * @param fields in their order
   * @throws IllegalArgumentException if a value cannot be written as JSON
   */
  public static String of(Map<String, Object> fields) {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a field cannot be written as JSON: " + fields, e);
    }
  }
}
