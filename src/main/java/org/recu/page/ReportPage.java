package org.recu.page;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.recu.run.RunConfig;
import org.recu.run.RunHistory;

/** A report about runs: one self-contained HTML page. */
public final class ReportPage {

  /**
   * What the template shows.
   *
   * @param frame of the page
   * @param several whether there is more than one run
   * @param runs in the order given
   * @param differing the options in which the runs differ
   * @param options all options
   * @param gauged whether any run has gauges
   */
  private record Content(
      PageFrame frame,
      boolean several,
      List<RunView> runs,
      List<OptionRows.Row> differing,
      List<OptionRows.Row> options,
      boolean gauged) {}

  private final Content content;

  private ReportPage(Content content) {
    this.content = content;
  }

  /**
   * Creates the page.
   *
   * @param runs at least one
   * @param version of this program
   * @param time shown on the page
   */
  public static ReportPage of(List<ReportedRun> runs, String version, ZonedDateTime time) {
    List<RunHistory> histories = runs.stream().map(ReportedRun::history).toList();
    List<RunConfig> configs = histories.stream().map(RunHistory::config).toList();
    List<RunLabel> labels = RunLabel.of(histories.stream().map(RunHistory::folder).toList());
    List<RunView> views = new ArrayList<>();
    List<ChartData> charts = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      views.add(RunView.of(runs.get(i), labels.get(i), i));
      charts.add(ChartData.of(runs.get(i), labels.get(i)));
    }
    return new ReportPage(
        new Content(
            PageFrame.of(labels, "run", version, time, charts),
            runs.size() > 1,
            views,
            OptionRows.differing(configs),
            OptionRows.all(configs),
            charts.stream().anyMatch(chart -> chart.gauges() != null)));
  }

  /** The page as HTML. */
  public String html() {
    return PageFrame.html("report", content);
  }

  /**
   * Writes the page.
   *
   * @throws IOException as {@link PageFile#requireFree}, and if the file cannot be written
   */
  public void write(Path file) throws IOException {
    PageFile.write(file, html());
  }
}
