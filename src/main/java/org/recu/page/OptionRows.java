package org.recu.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.recu.run.RunConfig;

/** Compares the options of several runs side by side, including versions and machine. */
final class OptionRows {

  /** Shown if a run does not have the option or the option has no value. */
  private static final String NONE = "–";

  /** Options that always differ, and that the runs' names already show. */
  private static final Set<String> PLACES = Set.of("results_dir", "save");

  private OptionRows() {}

  /**
   * A row of the table.
   *
   * @param option its name
   * @param values one per run
   */
  record Row(String option, List<String> values) {
    Row {
      values = List.copyOf(values);
    }

    private boolean differs() {
      return values.stream().distinct().count() > 1;
    }
  }

  /** Rows for all options of all runs, in the order of the runs' files. */
  static List<Row> all(List<RunConfig> runs) {
    List<Map<String, String>> columns = runs.stream().map(OptionRows::words).toList();
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> names.addAll(run.options().keySet()));
    columns.forEach(column -> names.addAll(column.keySet()));
    List<Row> rows = new ArrayList<>();
    for (String name : names) {
      rows.add(
          new Row(name, columns.stream().map(column -> column.getOrDefault(name, NONE)).toList()));
    }
    return rows;
  }

  /** Rows for the options in which the runs differ, except for where they are stored. */
  static List<Row> differing(List<RunConfig> runs) {
    return all(runs).stream()
        .filter(row -> row.differs() && !PLACES.contains(row.option()))
        .toList();
  }

  private static Map<String, String> words(RunConfig config) {
    Map<String, String> words = new LinkedHashMap<>();
    config.options().forEach((name, value) -> words.put(name, word(value)));
    words.put("recu", config.versions().recu());
    words.put("tensorflow", config.versions().tensorflow());
    words.put("java", config.versions().java());
    words.put("machine", config.machine().os() + " " + config.machine().arch());
    words.put("processor", config.machine().processors() + " x " + config.machine().cpu());
    return words;
  }

  private static String word(Object value) {
    if (value == null) {
      return NONE;
    }
    if (value instanceof Boolean flag) {
      return flag ? "on" : "off";
    }
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
    return value.toString();
  }
}
