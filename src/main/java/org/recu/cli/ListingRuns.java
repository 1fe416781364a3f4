package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recu.console.Console;
import org.recu.console.ErrorLine;
import org.recu.console.JsonLine;
import org.recu.run.RunFailure;
import org.recu.run.RunHistory;
import org.recu.run.RunSearch;

/** Lists runs for {@code recu runs}. A run that cannot be read does not hide the others. */
final class ListingRuns implements Action<RunsOptions> {

  @Override
  public int run(RunsOptions options, Console console) throws IOException {
    RunSearch found = RunSearch.below(options.folder());
    List<RunHistory> runs = new ArrayList<>();
    List<IOException> problems = new ArrayList<>(found.unreadable());
    for (Path folder : found.runs()) {
      try {
        runs.add(RunHistory.read(folder));
      } catch (IOException e) {
        problems.add(e);
      }
    }
    if (options.json()) {
      for (RunHistory run : runs) {
        console.line(JsonLine.of(object(run)));
      }
    } else if (!runs.isEmpty()) {
      RunTable.lines(options.folder(), runs, ZoneId.systemDefault()).forEach(console::line);
    } else if (problems.isEmpty()) {
      console.line("no runs below " + options.folder());
    }
    problems.forEach(problem -> console.error("recu: " + ErrorLine.of(problem)));
    return problems.isEmpty() ? Recu.DONE : Recu.FAILED;
  }

  private static Map<String, Object> object(RunHistory run) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("run", run.folder().toString());
    object.put("state", run.state().word());
    object.put("epochs_done", run.epochsDone());
    object.put("epochs", run.epochsPlanned());
    object.put("best_top1", run.best().map(best -> (Object) best.valTop1()).orElse(null));
    object.put("best_epoch", run.best().map(best -> (Object) best.epoch()).orElse(null));
    object.put("updated", run.updated().toString());
    object.put("model", run.model());
    object.put("dataset", run.dataset());
    object.put("seed", run.config().options().get("seed"));
    object.put("failure", run.failure().map(RunFailure::message).orElse(null));
    return object;
  }
}
