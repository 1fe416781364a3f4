package org.recu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.recu.console.Console;
import org.recu.model.Models;
import org.recu.model.Summary;
import org.recu.packed.PackedContents;
import org.recu.packed.PackedInfo;
import org.recu.packed.PackedScores;

/** {@code recu summary FILE.recu}: a packed network's layers, and what its file says about it. */
final class PackedSummary {

  private PackedSummary() {}

  /**
   * Prints the table.
   *
   * @throws IOException if the file cannot be read or is damaged, or this program does not know its
   *     network
   */
  static int print(Path file, Console console) throws IOException {
    PackedInfo info = PackedContents.read(file).info();
    int size = info.image().size();
    Summary summary;
    try {
      summary = Summary.of(Models.create(info.name(), info.classes(), size));
    } catch (IllegalArgumentException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
    SummarySettings.Call call =
        new SummarySettings.Call(info.name(), info.dataset(), info.classes(), size);
    SummaryTable.lines(call, summary).forEach(console::line);
    console.line("");
    lines(file, info, summary).forEach(console::line);
    return Recu.DONE;
  }

  private static List<String> lines(Path file, PackedInfo info, Summary summary)
      throws IOException {
    long bytes = Files.size(file);
    double whole = Summary.bytes(0, summary.binaryParameters() + summary.realParameters());
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %,d bytes, %.1f times smaller than with 32 bits everywhere",
            file,
            bytes,
            whole / bytes));
    lines.add("trained on %s, written by %s".formatted(info.dataset(), info.producer()));
    if (info.scores().isPresent()) {
      PackedScores scores = info.scores().get();
      lines.add(
          String.format(
              Locale.ROOT,
              "loss %.4f  top1 %.2f %%  top5 %.2f %%",
              scores.loss(),
              scores.top1(),
              scores.top5()));
    }
    return lines;
  }
}
