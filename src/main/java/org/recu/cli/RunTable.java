package org.recu.cli;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.recu.run.RunHistory;

/** A table with one run per row and, below it, the errors of failed runs. */
final class RunTable {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private static final List<String> HEAD =
      List.of("run", "state", "epochs", "best top-1", "last written", "model", "data");

  /** Columns of numbers, which are right-aligned. */
  private static final List<Integer> TO_THE_RIGHT = List.of(2, 3);

  private RunTable() {}

  /**
   * The lines of the table.
   *
   * @param folder that the runs are named relative to
   * @param zone time zone of the times
   */
  static List<String> lines(Path folder, List<RunHistory> runs, ZoneId zone) {
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    runs.forEach(run -> rows.add(row(folder, run, zone)));
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < HEAD.size(); column++) {
        String cell = row.get(column);
        String space = " ".repeat(width(rows, column) - cell.codePointCount(0, cell.length()));
        line.append(column == 0 ? "" : "  ");
        line.append(TO_THE_RIGHT.contains(column) ? space + cell : cell + space);
      }
      lines.add(line.toString().stripTrailing());
    }
    lines.add(1, "-".repeat(lines.stream().mapToInt(String::length).max().orElseThrow()));
    for (RunHistory run : runs) {
      run.failure()
          .ifPresent(failure -> lines.add(name(folder, run) + ": " + clean(failure.message())));
    }
    return lines;
  }

  private static List<String> row(Path folder, RunHistory run, ZoneId zone) {
    return List.of(
        name(folder, run),
        run.state().word(),
        run.epochsDone() + "/" + run.epochsPlanned(),
        run.best().map(best -> String.format(Locale.ROOT, "%.2f %%", best.valTop1())).orElse("-"),
        MINUTE.format(run.updated().atZone(zone)),
        clean(run.model()),
        clean(run.dataset()));
  }

  /** The run's folder, relative to the listed folder if it is inside. */
  private static String name(Path folder, RunHistory run) {
    boolean below = run.folder().startsWith(folder) && !run.folder().equals(folder);
    return clean((below ? folder.relativize(run.folder()) : run.folder()).toString());
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream()
        .map(row -> row.get(column))
        .mapToInt(cell -> cell.codePointCount(0, cell.length()))
        .max()
        .orElseThrow();
  }

  /** Replaces control characters, so that every name stays on its line. */
  private static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
