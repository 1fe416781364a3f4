package org.recu.cli;

import java.util.List;
import java.util.Map;
import org.recu.console.Console;
import org.recu.console.Message;
import org.recu.data.Preset;

/** The options for verbosity and output format. */
final class OutputSettings {

  private static final String JSON = "json";

  static final Setting<Boolean> QUIET =
      Setting.of("quiet", Value.flag(), "print errors and the final result only")
          .onResume(OnResume.ANEW);

  static final Setting<Boolean> VERBOSE =
      Setting.of(
              "verbose", Value.flag(), "print more: the options as resolved, every step, timings")
          .onResume(OnResume.ANEW);

  static final Setting<String> LOG_FORMAT =
      Setting.of(
              "log_format",
              Value.oneOf("FORMAT", List.of("text", JSON)),
              "text, or json: an object an event on each line of the console, without a bar")
          .byDefault("text")
          .onResume(OnResume.ANEW);

  static final SettingTable.Group GROUP =
      SettingTable.Group.of("What it says", QUIET, VERBOSE, LOG_FORMAT);

  private OutputSettings() {}

  /**
   * Sets verbosity and format of the console, if the command has these options.
   *
   * @throws UsageException if the command line is invalid
   */
  static void apply(SettingTable table, List<String> words, Console console) throws UsageException {
    if (table.named(QUIET.name()).isEmpty()) {
      return;
    }
    Answers answers = new Answers(Words.parse(table, words), Map.of(), Preset.SMALL);
    boolean quiet = answers.flag(QUIET);
    boolean verbose = answers.flag(VERBOSE);
    if (quiet && verbose) {
      throw new UsageException("--quiet contradicts --verbose");
    }
    Message.Rank shown = verbose ? Message.Rank.DETAIL : Message.Rank.PROGRESS;
    console.speak(quiet ? Message.Rank.RESULT : shown, answers.get(LOG_FORMAT).equals(JSON));
  }
}
