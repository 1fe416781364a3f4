package org.recu.cli;

import java.io.IOException;
import java.util.Locale;
import org.recu.data.Download;
import org.recu.data.Downloads;
import org.recu.report.Bar;
import org.recu.report.Console;

/** {@code recu download}, once its words are read. */
final class Downloading implements Action<DownloadOptions> {

  private static final long MEGABYTE = 1_000_000;

  @Override
  public int run(DownloadOptions options, Console console) throws IOException {
    Download download = new Download(Downloads.archive(options.dataset()), options.dataPath());
    long total = Downloads.archive(options.dataset()).size() / MEGABYTE;
    Download.Result result;
    try (Bar bar = console.bar("download " + options.dataset(), total, 0)) {
      result =
          download.run(
              (bytes, all) ->
                  bar.step(
                      bytes / MEGABYTE, String.format(Locale.ROOT, "%d MB", bytes / MEGABYTE)));
    }
    console.line(
        result.alreadyThere()
            ? "%s is there already: %s".formatted(options.dataset(), result.folder())
            : "%s is in %s".formatted(options.dataset(), result.folder()));
    return Recu.DONE;
  }
}
