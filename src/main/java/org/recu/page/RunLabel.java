package org.recu.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.recu.run.RunHistory;

/**
 * The name, colour and line style of a run on the page.
 *
 * @param name the folder's name, or its path if two have the same name
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

  static List<RunLabel> of(List<RunHistory> runs) {
    List<String> names = runs.stream().map(run -> folderName(run.folder())).toList();
    List<RunLabel> labels = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      String name = names.get(i);
      boolean alone = names.indexOf(name) == names.lastIndexOf(name);
      labels.add(
          new RunLabel(
              alone ? name : runs.get(i).folder().toString(),
              i % COLOURS,
              DASHES.get(i % DASHES.size())));
    }
    return labels;
  }

  private static String folderName(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? folder.toString() : name.toString();
  }
}
