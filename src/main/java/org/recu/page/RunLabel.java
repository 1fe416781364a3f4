package org.recu.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.recu.run.RunHistory;

/**
 * How a run is told from the others on the page.
 *
 * @param name the folder's name, or its path where two have the same name
 * @param colour one of the page's colours, from 0
 * @param dash of its lines, as SVG's stroke-dasharray has it: colours alone do not survive a
 *     printer
 */
record RunLabel(String name, int colour, String dash) {

  /** Colours of Okabe and Ito that show on white and on black; yellow does not. */
  private static final int COLOURS = 7;

  /** As many as have no divisor in common with the colours: they come together late. */
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
