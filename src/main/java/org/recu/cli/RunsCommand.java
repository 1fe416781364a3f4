package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.recu.console.Console;
import org.recu.data.Preset;

/** {@code recu runs}: lists the runs below a folder and their states. */
final class RunsCommand implements Command {

  static final String NAME = "runs";

  private static final Setting<Boolean> JSON =
      Setting.of("json", Value.flag(), "write each run as one JSON object on a line");

  private static final SettingTable TABLE = SettingTable.of(SettingTable.Group.of("How", JSON));

  /** Default folder of training runs. */
  private static final String DEFAULT_FOLDER = "results";

  private final Action<RunsOptions> runs;

  RunsCommand(Action<RunsOptions> runs) {
    this.runs = runs;
  }

  @Override
  public HelpPage help() {
    return new HelpPage(
        NAME,
        "runs [DIR] [--json]",
        "the runs below a folder: running, finished, interrupted or failed, best accuracy",
        TABLE,
        List.of("recu runs results", "recu runs results/resnet20 --json"));
  }

  @Override
  public int run(List<String> words, Console console) throws UsageException, IOException {
    Words typed = Words.parse(TABLE, words);
    List<String> folders = typed.stray(1);
    Answers answers = new Answers(typed, Map.of(), Preset.SMALL);
    Path folder = Path.of(folders.isEmpty() ? DEFAULT_FOLDER : folders.get(0));
    return runs.run(new RunsOptions(folder, answers.flag(JSON)), console);
  }
}
