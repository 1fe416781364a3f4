package org.recu.pickle;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The closed list of names that a pickle may call, and what becomes of any other.
 *
 * @param content what such pickles contain, for messages, such as {@code plain data and numpy
 *     arrays}
 * @param names the function for each name, by module and name separated by a space
 * @param outside resolves references to objects outside of the pickle
 * @param inert whether any other name becomes a {@link PickledObject}; otherwise it is rejected
 */
public record PickleVocabulary(
    String content, Map<String, PickleFunction> names, PersistentValues outside, boolean inert) {

  /** Length of a name; each mention of one takes that much memory. */
  private static final int LONGEST_NAME = 1024;

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
        },
        false);
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
    return new PickleVocabulary(content, all, outside, inert);
  }

  /** This vocabulary, with every other name as a {@link PickledObject}. */
  public PickleVocabulary withInertNames() {
    return new PickleVocabulary(content, names, outside, true);
  }

  /**
   * Looks up a name.
   *
   * @throws PickleException with the name in its message, if it is not in this vocabulary
   */
  PickleFunction find(Object module, Object name) throws PickleException {
    if (!(module instanceof String first) || !(name instanceof String second)) {
      throw PickleException.corrupt("a name is not text");
    }
    if (first.length() + second.length() > LONGEST_NAME) {
      throw PickleException.corrupt(
          "a name of %d letters".formatted(first.length() + second.length()));
    }
    PickleFunction function = names.get(module + " " + name);
    if (function == null && inert) {
      return new PickledObject(module + "." + name);
    }
    if (function == null) {
      throw new PickleException(rejection(PickleText.printable(module + "." + name)));
    }
    return function;
  }

  /** Says that a pickle names something that has no place in it. */
  public String rejection(String name) {
    return "the pickle names %s, expected %s only; nothing of it was run".formatted(name, content);
  }

  /**
   * Converts a value to a dictionary key: None, numbers and booleans stay as they are, text and
   * bytes become text. With inert names, anything else becomes a key that equals no other.
   *
   * @throws PickleException if it is anything else and names are not inert
   */
  public Object key(Object value) throws PickleException {
    // Hashing a list that contains itself, or repeats itself at every level, would take forever.
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (inert && PickleText.of(value).isEmpty()) {
      return new PickledObject("a key");
    }
    return PickleText.of(value)
        .orElseThrow(
            () -> PickleException.corrupt("a dictionary's key is neither text nor a number"));
  }
}
