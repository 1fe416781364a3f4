package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recu.console.Console;
import org.recu.console.ErrorLine;
import org.recu.console.ProgressBar;
import org.recu.graph.Device;
import org.recu.graph.OpThreads;
import org.recu.inference.BatchShares;
import org.recu.inference.TestSet;
import org.recu.page.BestCheckpoint;
import org.recu.page.ConfusionMatrix;
import org.recu.page.NetworkCost;
import org.recu.page.PageFile;
import org.recu.page.ReportPage;
import org.recu.page.ReportedRun;
import org.recu.run.Devices;
import org.recu.run.RunHistory;

/** {@code recu report}: writes an HTML page about runs or packed networks. */
final class ReportCommand implements Command {

  static final String NAME = "report";

  private final Action<ReportSettings.Call> report;

  ReportCommand(Action<ReportSettings.Call> report) {
    this.report = report;
  }

  @Override
  public HelpPage help() {
    return new HelpPage(
        NAME,
        "report RUN... | FILE.recu... [options]",
        "one HTML page about runs or packed networks: curves, numbers, layers, errors, size",
        ReportSettings.TABLE,
        List.of(
            "recu report results/first results/second --output compared.html",
            "recu report resnet20.recu --data_path data"));
  }

  @Override
  public int run(List<String> words, Console console) throws UsageException, IOException {
    return report.run(ReportSettings.read(Words.parse(ReportSettings.TABLE, words)), console);
  }

  /** Writes the page. */
  static int report(ReportSettings.Call call, Console console) throws IOException {
    if (PackedReport.isOf(call)) {
      return PackedReport.write(call, console);
    }
    List<RunHistory> histories = new ArrayList<>();
    for (Path run : call.models()) {
      histories.add(RunHistory.read(run));
    }
    Path output = call.output().orElse(call.models().get(0).resolve(PageFile.NAME));
    // Rejected before the evaluation, not after it.
    PageFile.requireFree(output);
    NativeLog.quiet(
        console,
        call.evaluation()
            .map(evaluation -> BatchShares.opThreads(evaluation.batchSize()))
            .orElse(OpThreads.all()));
    Device device =
        call.evaluation().isPresent() ? Devices.pick(call.gpu(), console) : Device.cpu();
    List<ReportedRun> runs = new ArrayList<>();
    for (RunHistory history : histories) {
      runs.add(reported(history, call, device, console));
    }
    ReportPage.of(runs, Recu.version(), ZonedDateTime.now(ZoneId.systemDefault())).write(output);
    console.line("wrote " + output);
    return Recu.DONE;
  }

  private static ReportedRun reported(
      RunHistory history, ReportSettings.Call call, Device device, Console console) {
    Optional<NetworkCost> cost = Optional.empty();
    try {
      BestCheckpoint best = BestCheckpoint.of(history);
      cost = best.cost();
      if (call.evaluation().isEmpty()) {
        return new ReportedRun(history, cost, Optional.empty(), "--no_confusion was given");
      }
      ConfusionMatrix confusion = confusion(best, call.evaluation().get(), device, console);
      return new ReportedRun(history, cost, Optional.of(confusion), "");
    } catch (IOException e) {
      // The page is useful without the confusion matrix, and says why it is missing.
      String reason = ErrorLine.of(e);
      console.warning("recu: %s: no confusion matrix: %s".formatted(history.folder(), reason));
      return new ReportedRun(history, cost, Optional.empty(), reason);
    }
  }

  private static ConfusionMatrix confusion(
      BestCheckpoint best, BestCheckpoint.Options options, Device device, Console console)
      throws IOException {
    try (TestSet set = best.testSet(options);
        ProgressBar bar = console.bar("evaluating", set.images().batches(), 0)) {
      set.remarks().forEach(console::error);
      String run = best.history().folder().toString();
      return best.confusion(set, device, batches -> bar.step(batches, run));
    }
  }
}
