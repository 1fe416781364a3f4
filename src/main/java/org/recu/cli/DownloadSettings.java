package org.recu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.recu.data.Preset;
import org.recu.data.catalog.Datasets;

/** The options of {@code recu download}. */
final class DownloadSettings {

  /** A positional argument: the data set is named without an option. */
  private static final Setting<String> DATASET =
      Setting.of("dataset", Value.oneOf("NAME", Datasets.downloadable()), "data set to download");

  static final SettingTable TABLE =
      SettingTable.of(
          SettingTable.Group.of(
              "Destination",
              SharedSettings.DATA_PATH.withoutDefault(
                  "folder in which the data set's own folder is made")),
          OutputSettings.GROUP);

  /**
   * The options of {@code recu download}.
   *
   * @param dataset name of the data set
   * @param dataPath folder in which the data set's own folder is created
   * @param resolved all options with their values
   */
  record Call(String dataset, Path dataPath, ResolvedOptions resolved) {}

  private DownloadSettings() {}

  /** Reads the options from the command line. */
  static Call read(Words words) throws UsageException {
    List<String> names = words.stray(1);
    if (names.isEmpty()) {
      throw new UsageException("download needs a data set, " + DATASET.value().expected());
    }
    String dataset = DATASET.value().read("download", names);
    Answers answers = new Answers(words, Map.of(), Preset.SMALL);
    return new Call(
        dataset,
        Path.of(answers.get(SharedSettings.DATA_PATH)),
        ResolvedOptions.of(TABLE, answers).with(DATASET, dataset));
  }
}
