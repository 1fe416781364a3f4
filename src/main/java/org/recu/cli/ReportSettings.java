package org.recu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.data.Preset;
import org.recu.page.BestCheckpoint;

/** The options of {@code recu report}. */
final class ReportSettings {

  private static final Setting<String> OUTPUT =
      Setting.of(
          "output",
          Value.word("FILE", "a file"),
          "page to write [report.html in the first run's folder; NAME.html beside a first file"
              + " NAME.recu]; it replaces an earlier report, but no other file");

  private static final Setting<Boolean> NO_CONFUSION =
      Setting.of(
          "no_confusion",
          Value.flag(),
          "do not evaluate the best checkpoints, or the packed networks, for their confusion"
              + " matrices");

  static final SettingTable TABLE =
      SettingTable.of(
          SettingTable.Group.of("Page", OUTPUT, NO_CONFUSION),
          SettingTable.Group.of(
              "Evaluation",
              SharedSettings.DATA_PATH.withoutDefault(
                  "folder that holds the data sets, if not where they were in training"),
              SharedSettings.BATCH_SIZE_TEST,
              SharedSettings.WORKERS,
              SharedSettings.GPUS));

  /**
   * The options of {@code recu report}.
   *
   * @param models folders of runs, or packed files, at least one
   * @param output page to write; empty for {@code report.html} in the first run's folder, or a page
   *     beside the first file
   * @param evaluation how to evaluate the models; empty to skip the evaluation
   * @param gpu number of the GPU to use; empty for the CPU
   */
  record Call(
      List<Path> models,
      Optional<Path> output,
      Optional<BestCheckpoint.Options> evaluation,
      OptionalInt gpu) {

    Call {
      models = List.copyOf(models);
    }
  }

  private ReportSettings() {}

  /** Reads the options from the command line. */
  static Call read(Words words) throws UsageException {
    List<Path> models = words.stray(Integer.MAX_VALUE).stream().map(Path::of).toList();
    if (models.isEmpty()) {
      throw new UsageException("report needs a run folder or a packed file");
    }
    Answers answers = new Answers(words, Map.of(), Preset.SMALL);
    BestCheckpoint.Options evaluation =
        new BestCheckpoint.Options(
            answers.find(SharedSettings.DATA_PATH).map(Path::of),
            answers.get(SharedSettings.BATCH_SIZE_TEST),
            answers.get(SharedSettings.WORKERS));
    return new Call(
        models,
        answers.find(OUTPUT).map(Path::of),
        answers.flag(NO_CONFUSION) ? Optional.empty() : Optional.of(evaluation),
        TrainOptionsReader.gpu(answers.get(SharedSettings.GPUS)));
  }
}
