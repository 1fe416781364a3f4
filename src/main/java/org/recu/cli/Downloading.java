package org.recu.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.recu.console.Console;
import org.recu.console.Message;
import org.recu.console.ProgressBar;
import org.recu.data.catalog.Datasets;
import org.recu.data.download.Download;

/** {@code recu download}, once its words are read. */
final class Downloading implements Action<DownloadOptions> {

  private static final long MEGABYTE = 1_000_000;

  @Override
  public int run(DownloadOptions options, Console console) throws IOException {
    Map<String, Object> resolved = new LinkedHashMap<>();
    resolved.put("dataset", options.dataset());
    resolved.put("data_path", options.dataPath().toString());
    console.say(OutputSettings.options(resolved));
    Download download = new Download(Datasets.archive(options.dataset()), options.dataPath());
    long total = Datasets.archive(options.dataset()).size() / MEGABYTE;
    Download.Result result;
    try (ProgressBar bar = console.bar("download " + options.dataset(), total, 0)) {
      result =
          download.run(
              (bytes, all) ->
                  bar.step(
                      bytes / MEGABYTE, String.format(Locale.ROOT, "%d MB", bytes / MEGABYTE)));
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("dataset", options.dataset());
    fields.put("folder", result.folder().toString());
    fields.put("already_there", result.alreadyThere());
    String there = result.alreadyThere() ? "%s is there already: %s" : "%s is in %s";
    console.say(
        Message.result("downloaded", fields, there.formatted(options.dataset(), result.folder())));
    return Recu.DONE;
  }
}
