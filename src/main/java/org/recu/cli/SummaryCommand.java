package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.recu.console.Console;
import org.recu.model.Models;
import org.recu.model.Summary;

/** {@code recu summary}: prints a network's layers and what they cost. */
final class SummaryCommand implements Command {

  static final String NAME = "summary";

  private final Action<SummarySettings.Call> summary;

  SummaryCommand(Action<SummarySettings.Call> summary) {
    this.summary = summary;
  }

  @Override
  public HelpPage help() {
    return new HelpPage(
        NAME,
        "summary [--model NAME] [--dataset NAME] [--classes N] [--image_size N] | FILE.recu",
        "shows a network layer by layer: shapes, 1-bit and 32-bit parameters, multiply-adds",
        SummarySettings.TABLE,
        List.of(
            "recu summary --model resnet20_1w1a",
            "recu summary --model resnet20_1w1a --classes 2 --image_size 48"));
  }

  @Override
  public int run(List<String> words, Console console) throws UsageException, IOException {
    Words typed = Words.parse(SummarySettings.TABLE, words);
    Optional<Path> file = SummarySettings.file(typed);
    return file.isPresent()
        ? PackedSummary.print(file.get(), console)
        : summary.run(SummarySettings.read(typed), console);
  }

  /** Prints the table. */
  static int summarize(SummarySettings.Call call, Console console) throws IOException {
    Summary summary;
    try {
      summary = Summary.of(Models.create(call.model(), call.classes(), call.imageSize()));
    } catch (IllegalArgumentException e) {
      // There is no such network for images of this size.
      throw new IOException(e.getMessage(), e);
    }
    SummaryTable.lines(call, summary).forEach(console::line);
    return Recu.DONE;
  }
}
