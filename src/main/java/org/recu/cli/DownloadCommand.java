package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.recu.console.Console;
import org.recu.data.Preset;
import org.recu.data.catalog.Datasets;

/** {@code recu download}: a data set from its official address. */
final class DownloadCommand implements Command {

  private static final Value<String> DATASET = Value.oneOf("NAME", Datasets.downloadable());

  private static final SettingTable TABLE =
      SettingTable.of(
          SettingTable.Group.of(
              "Where to",
              SharedSettings.DATA_PATH.withoutDefault(
                  "folder in which the data set's own folder is made")),
          OutputSettings.GROUP);

  private final Action<DownloadOptions> download;

  DownloadCommand(Action<DownloadOptions> download) {
    this.download = download;
  }

  @Override
  public HelpPage help() {
    return new HelpPage(
        "download",
        "download " + String.join("|", Datasets.downloadable()) + " --data_path DIR",
        "fetches a data set from its official address, checks it and unpacks it",
        TABLE,
        Datasets.downloadable().stream()
            .map("recu download %s --data_path data"::formatted)
            .toList());
  }

  @Override
  public int run(List<String> words, Console console) throws UsageException, IOException {
    Words typed = Words.parse(TABLE, words);
    List<String> names = typed.stray(1);
    if (names.isEmpty()) {
      throw new UsageException("download needs a data set, " + DATASET.expected());
    }
    String dataset = DATASET.read("download", names);
    String dataPath = new Answers(typed, Map.of(), Preset.SMALL).get(SharedSettings.DATA_PATH);
    return download.run(new DownloadOptions(dataset, Path.of(dataPath)), console);
  }
}
