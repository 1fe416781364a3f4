package org.recu.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recu.console.Console;
import org.recu.console.Message;
import org.recu.console.ProgressBar;
import org.recu.data.catalog.Datasets;
import org.recu.data.download.Download;

/** {@code recu download}: downloads a data set from its official address. */
final class DownloadCommand implements Command {

  static final String NAME = "download";

  private static final long MEGABYTE = 1_000_000;

  private final Action<DownloadSettings.Call> download;

  DownloadCommand(Action<DownloadSettings.Call> download) {
    this.download = download;
  }

  @Override
  public HelpPage help() {
    return new HelpPage(
        NAME,
        "download " + String.join("|", Datasets.downloadable()) + " --data_path DIR",
        "downloads a data set from its official address, checks it and unpacks it",
        DownloadSettings.TABLE,
        Datasets.downloadable().stream()
            .map("recu download %s --data_path data"::formatted)
            .toList());
  }

  @Override
  public int run(List<String> words, Console console) throws UsageException, IOException {
    return download.run(DownloadSettings.read(Words.parse(DownloadSettings.TABLE, words)), console);
  }

  /** Downloads the data set. */
  static int download(DownloadSettings.Call call, Console console) throws IOException {
    console.say(call.resolved().message());
    Download download = new Download(Datasets.archive(call.dataset()), call.dataPath());
    long total = Datasets.archive(call.dataset()).size() / MEGABYTE;
    Download.Result result;
    try (ProgressBar bar = console.bar("download " + call.dataset(), total, 0)) {
      result =
          download.run(
              (bytes, all) ->
                  bar.step(
                      bytes / MEGABYTE, String.format(Locale.ROOT, "%d MB", bytes / MEGABYTE)));
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("dataset", call.dataset());
    fields.put("folder", result.folder().toString());
    fields.put("already_there", result.alreadyThere());
    String text = result.alreadyThere() ? "%s is already in %s" : "downloaded %s to %s";
    console.say(
        Message.result("downloaded", fields, text.formatted(call.dataset(), result.folder())));
    return Recu.DONE;
  }
}
