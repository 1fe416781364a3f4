package org.recu.pickle;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The closed list of names that a pickle may call.
 *
 * @param content what such pickles hold, for messages, such as {@code plain data and numpy arrays}
 * @param names what each name stands for, by module and name with a blank between them
 * @param outside what the pickle may refer to outside of itself
 */
public record PickleVocabulary(
    String content, Map<String, PickleFunction> names, PersistentValues outside) {

  public PickleVocabulary {
    names = Map.copyOf(names);
  }

  /** What numpy writes for arrays and numbers, and Python 3 for bytes in protocol 2. */
  public static PickleVocabulary numpy() {
    return new PickleVocabulary(
        "plain data and numpy arrays",
        NumpyNames.ALL,
        identity -> {
          throw PickleException.corrupt("it refers to something outside of itself");
        });
  }

  /**
   * This one with more names.
   *
   * @param content what pickles of the two hold
   * @param more names, as in {@link #names}
   * @param outside what the pickle may refer to outside of itself
   */
  public PickleVocabulary with(
      String content, Map<String, PickleFunction> more, PersistentValues outside) {
    Map<String, PickleFunction> all = new LinkedHashMap<>(names);
    all.putAll(more);
    return new PickleVocabulary(content, all, outside);
  }

  /**
   * Finds a name.
   *
   * @throws PickleException with the name in its message, if it is none of these
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
   * A value as a dictionary's key: a number or a truth value as it is, text and bytes as text.
   *
   * @throws PickleException if it is something else
   */
  public static Object key(Object value) throws PickleException {
    // No lists: the hash of one that holds itself, or itself twice over, would take for ever.
    if (value instanceof Number || value instanceof Boolean) {
      return value;
    }
    return PickleText.of(value)
        .orElseThrow(
            () -> PickleException.corrupt("a dictionary's key is neither text nor a number"));
  }
}
