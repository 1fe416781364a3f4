package org.recu.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.recu.data.DatasetDescriptor;
import org.recu.data.Preset;
import org.recu.data.catalog.Datasets;

/**
 * The help of a command: summary, usage, options with their defaults, and examples.
 *
 * @param name of the command
 * @param usage what follows {@code recu}
 * @param summary what the command does, in one line
 * @param table its options
 * @param examples complete command lines
 */
record HelpPage(
    String name, String usage, String summary, SettingTable table, List<String> examples) {

  /** Maximum length of a line. */
  static final int WIDTH = 100;

  /** Column at which the description of an option starts. */
  private static final int TEXT_COLUMN = 32;

  HelpPage {
    examples = List.copyOf(examples);
  }

  /** The lines of the page. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("recu " + name + ": " + summary);
    lines.add("");
    lines.add("Usage: recu " + usage);
    for (SettingTable.Group group : table.groups()) {
      lines.add("");
      lines.add(group.title());
      group.settings().forEach(setting -> addSetting(lines, setting));
    }
    lines.add("");
    lines.add(EXIT_CODES);
    lines.add("");
    lines.add("Examples");
    examples.forEach(example -> lines.add("  " + example));
    return lines;
  }

  /** Explains the exit codes. */
  static final String EXIT_CODES =
      "Exit code: 0 done, 1 failed, 2 misused, 130 training stopped by a signal, and saved.";

  private static void addSetting(List<String> lines, Setting<?> setting) {
    String left =
        "  "
            + setting.shortName().map(letters -> "-" + letters + ", ").orElse("    ")
            + setting.typedName()
            + " "
            + setting.value().placeholder();
    List<String> text = wrapped(setting.help() + defaults(setting), WIDTH - TEXT_COLUMN);
    boolean beside = left.stripTrailing().length() + 2 <= TEXT_COLUMN;
    if (!beside) {
      lines.add(left.stripTrailing());
    }
    for (int i = 0; i < text.size(); i++) {
      String start = i == 0 && beside ? left : "";
      lines.add(start + " ".repeat(TEXT_COLUMN - start.length()) + text.get(i));
    }
  }

  private static String defaults(Setting<?> setting) {
    Optional<String> small = setting.defaultWord(Preset.SMALL);
    Optional<String> large = setting.defaultWord(Preset.LARGE);
    if (small.isEmpty()) {
      return setting.value().count() == Value.Count.NONE ? " [off]" : "";
    }
    return " ["
        + small.get()
        + (small.equals(large) ? "" : "; %s: %s".formatted(largeDatasets(), large.orElseThrow()))
        + "]";
  }

  private static String largeDatasets() {
    return Datasets.all().stream()
        .filter(dataset -> dataset.preset(OptionalInt.empty()) == Preset.LARGE)
        .map(DatasetDescriptor::name)
        .collect(Collectors.joining(", "));
  }

  /** Wraps text at spaces to a width. */
  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
