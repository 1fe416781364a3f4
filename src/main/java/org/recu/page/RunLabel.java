package org.recu.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The name, colour and line style of a run, or of a packed file, on the page.
 *
 * @param name of its folder or file, or its path if two have the same name
 * @param colour one of the page's colours, from 0
 * @param dash of its lines, as SVG's stroke-dasharray: on paper, colours alone may be lost
 */
record RunLabel(String name, int colour, String dash) {

  /** Number of Okabe and Ito's colours that are visible on both white and black; yellow is not. */
  private static final int COLOURS = 7;

  /**
   * Their number is coprime to the number of colours, so that all combinations are used before one
   * repeats.
   */
  private static final List<String> DASHES = List.of("none", "7 3", "2 3", "9 3 2 3");

  /** Labels for folders or files, one each. */
  static List<RunLabel> of(List<Path> paths) {
    List<String> names = paths.stream().map(RunLabel::lastName).toList();
    List<RunLabel> labels = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      String name = names.get(i);
      boolean alone = names.indexOf(name) == names.lastIndexOf(name);
      labels.add(
          new RunLabel(
              alone ? name : paths.get(i).toString(), i % COLOURS, DASHES.get(i % DASHES.size())));
    }
    return labels;
  }

  private static String lastName(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return name == null ? path.toString() : name.toString();
  }
}
