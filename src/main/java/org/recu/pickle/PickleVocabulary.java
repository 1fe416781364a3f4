package org.recu.pickle;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The closed list of names that a pickle may call.
 *
 * @param content what such pickles contain, for messages, such as {@code plain data and numpy
 *     arrays}
 * @param names the function for each name, by module and name separated by a space
 * @param outside resolves references to objects outside of the pickle
 */
public record PickleVocabulary(
    String content, Map<String, PickleFunction> names, PersistentValues outside) {

  public PickleVocabulary {
    names = Map.copyOf(names);
  }

  /** The names that numpy uses for arrays and numbers, and Python 3 for bytes in protocol 2. */
  public static PickleVocabulary numpy() {
    return new PickleVocabulary(
        "plain data and numpy arrays",
        NumpyNames.ALL,
        identity -> {
          throw PickleException.corrupt("it refers to something outside of itself");
        });
  }

  /**
   * This vocabulary with more names.
   *
   * @param content what pickles with the combined vocabulary contain
   * @param more names, as in {@link #names}
   * @param outside resolves references to objects outside of the pickle
   */
  public PickleVocabulary with(
      String content, Map<String, PickleFunction> more, PersistentValues outside) {
    Map<String, PickleFunction> all = new LinkedHashMap<>(names);
    all.putAll(more);
    return new PickleVocabulary(content, all, outside);
  }

  /**
   * Looks up a name.
   *
   * @throws PickleException with the name in its message, if it is not in this vocabulary
   */
  PickleFunction find(Object module, Object name) throws PickleException {
    if (!(module instanceof String) || !(name instanceof String)) {
      throw PickleException.corrupt("a name is not text");
    }
    PickleFunction function = names.get(module + " " + name);
    if (function == null) {
      throw new PickleException(
          "the pickle names %s, expected %s only; nothing of it was run"
              .formatted(PickleText.printable(module + "." + name), content));
    }
    return function;
  }

  /**
   * Converts a value to a dictionary key: numbers and booleans stay as they are, text and bytes
   * become text.
   *
   * @throws PickleException if it is anything else
   */
  public static Object key(Object value) throws PickleException {
    // Lists are rejected: hashing one that contains itself, or repeats itself at every level, would
    // take forever.
    if (value instanceof Number || value instanceof Boolean) {
      return value;
    }
    return PickleText.of(value)
        .orElseThrow(
            () -> PickleException.corrupt("a dictionary's key is neither text nor a number"));
  }
}
