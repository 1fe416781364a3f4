package org.recu.data.folders;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.Collectors;
import org.recu.data.DataException;

/** The names of classes, which reports, logs and models store line by line. */
final class ClassNames {

  private ClassNames() {}

  /**
   * Rejects a name that does not fit into a line.
   *
   * @param root of the split, for the message
   * @throws DataException if it has a line break or another control character
   */
  static void requireOneLine(String name, Path root) throws DataException {
    if (name.chars().anyMatch(ClassNames::isControl)) {
      throw new DataException(
          "%s: the class name '%s' has a line break or another control character: rename the folder"
              .formatted(root, escaped(name)));
    }
  }

  /** The same names with every letter and its accents composed to one character where possible. */
  static List<String> composed(List<String> names) {
    return names.stream().map(name -> Normalizer.normalize(name, Normalizer.Form.NFC)).toList();
  }

  private static boolean isControl(int letter) {
    int type = Character.getType(letter);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static String escaped(String name) {
    return name.chars()
        .mapToObj(
            letter ->
                isControl(letter) ? "\\u%04x".formatted(letter) : String.valueOf((char) letter))
        .collect(Collectors.joining());
  }
}
