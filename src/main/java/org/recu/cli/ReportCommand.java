package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.recu.console.Console;
import org.recu.data.Preset;

/** {@code recu report}: a page about runs. */
final class ReportCommand implements Command {

  private static final Setting<String> OUTPUT =
      Setting.of(
          "output",
          Value.word("FILE", "a file"),
          "the page [report.html in the first run's folder]; replaces a report, and nothing else");

  private static final Setting<Boolean> NO_CONFUSION =
      Setting.of(
          "no_confusion",
          Value.flag(),
          "do not evaluate the best checkpoints for what they take for what");

  private static final SettingTable TABLE =
      SettingTable.of(
          SettingTable.Group.of("The page", OUTPUT, NO_CONFUSION),
          SettingTable.Group.of(
              "Evaluation",
              SharedSettings.DATA_PATH.withoutDefault(
                  "folder that holds the data sets, if not where they were in training"),
              SharedSettings.BATCH_SIZE_TEST,
              SharedSettings.WORKERS,
              SharedSettings.GPUS));

  private final Action<ReportRequest> report;

  ReportCommand(Action<ReportRequest> report) {
    this.report = report;
  }

  @Override
  public HelpPage help() {
    return new HelpPage(
        "report",
        "report RUN... [options]",
        "one HTML page about runs: curves, numbers, differences, layers, mistakes, size",
        TABLE,
        List.of(
            "recu report results/first",
            "recu report results/first results/second --output compared.html"));
  }

  @Override
  public int run(List<String> words, Console console) throws UsageException, IOException {
    Words typed = Words.parse(TABLE, words);
    List<Path> runs = typed.stray(Integer.MAX_VALUE).stream().map(Path::of).toList();
    if (runs.isEmpty()) {
      throw new UsageException("report needs the folder of a run");
    }
    Answers answers = new Answers(typed, Map.of(), Preset.SMALL);
    return report.run(
        new ReportRequest(
            runs,
            answers.find(OUTPUT).map(Path::of),
            !answers.flag(NO_CONFUSION),
            answers.find(SharedSettings.DATA_PATH).map(Path::of),
            answers.get(SharedSettings.BATCH_SIZE_TEST),
            TrainOptionsReader.gpu(answers.get(SharedSettings.GPUS)),
            answers.get(SharedSettings.WORKERS)),
        console);
  }
}
