package org.recu.page;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** A report about packed networks: one self-contained HTML page. */
public final class PackedPage {

  /**
   * What the template shows.
   *
   * @param frame of the page
   * @param runs the networks, in the order given, under the name that templates share
   * @param facts what the files say
   */
  private record Content(PageFrame frame, List<PackedView> runs, List<FactRows.Row> facts) {}

  private final Content content;

  private PackedPage(Content content) {
    this.content = content;
  }

  /**
   * Creates the page.
   *
   * @param networks at least one
   * @param version of this program
   * @param time shown on the page
   */
  public static PackedPage of(List<ReportedNetwork> networks, String version, ZonedDateTime time) {
    List<RunLabel> labels = RunLabel.of(networks.stream().map(ReportedNetwork::file).toList());
    List<PackedView> views = new ArrayList<>();
    List<PackedChart> charts = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      views.add(PackedView.of(networks.get(i), labels.get(i), i));
      charts.add(PackedChart.of(networks.get(i), labels.get(i)));
    }
    return new PackedPage(
        new Content(
            PageFrame.of(labels, "network", version, time, charts), views, FactRows.of(networks)));
  }

  /** The page as HTML. */
  public String html() {
    return PageFrame.html("packed", content);
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
