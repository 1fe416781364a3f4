package org.recu.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * A parsed command line: the values of each option, and the arguments that belong to no option.
 * Every value has been parsed once, so errors are reported in the order of the arguments.
 */
final class Words {

  /**
   * Matches what is not checked as an option: words without a dash, negative numbers, and a short
   * name with its value, as in {@code -b256}.
   */
  private static final Pattern NO_OPTION = Pattern.compile("-(\\.?\\d.*)?|-[a-z]\\d+|[^-].*|");

  /** Values by long option name, in the order of first appearance. */
  private final Map<String, List<String>> byName;

  private final List<String> stray;

  private Words(Map<String, List<String>> byName, List<String> stray) {
    this.byName = Collections.unmodifiableMap(byName);
    this.stray = List.copyOf(stray);
  }

  /** Parses arguments with a table of options; of a repeated option, the last values count. */
  static Words parse(SettingTable table, List<String> arguments) throws UsageException {
    for (String argument : arguments) {
      if (argument.equals("--")) {
        break;
      }
      if (!NO_OPTION.matcher(argument).matches()) {
        requireKnown(table, argument);
      }
    }
    Options options = new Options();
    table.settings().forEach(setting -> options.addOption(setting.option()));
    CommandLine line = parse(table, options, arguments);
    Map<String, List<String>> byName = new LinkedHashMap<>();
    for (Option option : line.getOptions()) {
      List<String> words = option.getValuesList();
      byName.put(option.getLongOpt(), List.copyOf(words));
      table.named(option.getLongOpt()).orElseThrow().read(words);
    }
    return new Words(byName, line.getArgList());
  }

  /** An empty command line. */
  static Words none() {
    return new Words(Map.of(), List.of());
  }

  /** This command line with an option set to one value. */
  Words with(Setting<?> setting, String word) {
    Map<String, List<String>> more = new LinkedHashMap<>(byName);
    more.put(setting.name(), List.of(word));
    return new Words(more, stray);
  }

  /** This command line without an option. */
  Words without(Setting<?> setting) {
    Map<String, List<String>> fewer = new LinkedHashMap<>(byName);
    fewer.remove(setting.name());
    return new Words(fewer, stray);
  }

  /** Long names of the options given. */
  Set<String> names() {
    return byName.keySet();
  }

  boolean has(Setting<?> setting) {
    return byName.containsKey(setting.name());
  }

  /** An option's values; empty if it is not given. */
  Optional<List<String>> of(Setting<?> setting) {
    return Optional.ofNullable(byName.get(setting.name()));
  }

  /** The arguments that belong to no option; more than {@code most} are an error. */
  List<String> stray(int most) throws UsageException {
    if (stray.size() > most) {
      throw new UsageException(
          "unexpected word " + stray.get(most) + ": every value follows its option");
    }
    return stray;
  }

  private static CommandLine parse(SettingTable table, Options options, List<String> arguments)
      throws UsageException {
    DefaultParser parser =
        DefaultParser.builder()
            .setAllowPartialMatching(false)
            .setStripLeadingAndTrailingQuotes(false)
            .get();
    try {
      return parser.parse(options, arguments.toArray(String[]::new));
    } catch (MissingArgumentException e) {
      Setting<?> setting = table.named(e.getOption().getLongOpt()).orElseThrow();
      throw new UsageException(
          setting.typedName() + ": its value is missing, expected " + setting.value().expected());
    } catch (ParseException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /**
   * Rejects an option that the table does not contain. The parser alone would read {@code -epoch}
   * as {@code -e poch}.
   */
  private static void requireKnown(SettingTable table, String argument) throws UsageException {
    int equals = argument.indexOf('=');
    String typed = equals < 0 ? argument : argument.substring(0, equals);
    String name = typed.substring(typed.startsWith("--") ? 2 : 1);
    Optional<Setting<?>> setting =
        typed.startsWith("--") ? table.named(name) : table.shortlyNamed(name);
    if (setting.isEmpty()) {
      throw new UsageException(
          "unknown option "
              + typed
              + Nearest.to(name, table.names())
                  .map(near -> ": did you mean --" + near + "?")
                  .orElse(": --help lists the options"));
    }
    if (equals >= 0 && setting.get().value().count() == Value.Count.NONE) {
      throw new UsageException(typed + " takes no value, found " + argument.substring(equals + 1));
    }
  }
}
