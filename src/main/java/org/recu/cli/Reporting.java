package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.ModelDescription;
import org.recu.console.Console;
import org.recu.console.ErrorLine;
import org.recu.inference.ModelPath;
import org.recu.model.Models;
import org.recu.model.Summary;
import org.recu.page.ConfusionMatrix;
import org.recu.page.NetworkCost;
import org.recu.page.ReportPage;
import org.recu.page.ReportedRun;
import org.recu.run.RunFolder;
import org.recu.run.RunHistory;

/** {@code recu report}, once its words are read. */
final class Reporting implements Action<ReportRequest> {

  @Override
  public int run(ReportRequest request, Console console) throws IOException {
    List<RunHistory> histories = new ArrayList<>();
    for (Path run : request.runs()) {
      histories.add(RunHistory.read(run));
    }
    Path output = request.output().orElse(request.runs().get(0).resolve(ReportPage.FILE));
    // Before the work, not after it.
    ReportPage.requireFree(output);
    NativeLog.quiet();
    List<ReportedRun> runs = new ArrayList<>();
    for (RunHistory history : histories) {
      runs.add(reported(history, request, console));
    }
    ReportPage.of(runs, Recu.version(), ZonedDateTime.now(ZoneId.systemDefault())).write(output);
    console.line("wrote " + output);
    return Recu.DONE;
  }

  private static ReportedRun reported(RunHistory history, ReportRequest request, Console console) {
    Checkpoint best;
    try {
      RunFolder folder = new RunFolder(history.folder());
      best = new ModelPath.Run(folder.path(), folder.checkpoints()).best();
    } catch (IOException e) {
      return without(history, Optional.empty(), ErrorLine.of(e), console);
    }
    Optional<NetworkCost> cost = cost(best.state().model());
    if (!request.confusion()) {
      return new ReportedRun(history, cost, Optional.empty(), "--no_confusion was given");
    }
    try {
      ConfusionMatrix confusion = new RunConfusion(history, best, request).evaluate(console);
      return new ReportedRun(history, cost, Optional.of(confusion), "");
    } catch (IOException | IllegalArgumentException e) {
      return without(history, cost, ErrorLine.of(e), console);
    }
  }

  /** A report without its confusion matrix is a report still, and says so. */
  private static ReportedRun without(
      RunHistory history, Optional<NetworkCost> cost, String reason, Console console) {
    console.warning("recu: %s: no confusion matrix: %s".formatted(history.folder(), reason));
    return new ReportedRun(history, cost, Optional.empty(), reason);
  }

  private static Optional<NetworkCost> cost(ModelDescription model) {
    try {
      Summary summary = Summary.of(Models.create(model.name(), model.classes(), model.imageSize()));
      return Optional.of(
          new NetworkCost(
              summary.binaryParameters(),
              summary.realParameters(),
              summary.binaryMultiplyAdds(),
              summary.realMultiplyAdds()));
    } catch (IllegalArgumentException e) {
      // A network that another version of this program knows; the page says so.
      return Optional.empty();
    }
  }
}
