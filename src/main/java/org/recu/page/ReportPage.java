package org.recu.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.recu.files.AtomicFile;
import org.recu.files.NamedFile;
import org.recu.run.RunConfig;
import org.recu.run.RunHistory;

/**
 * A report about runs: one self-contained HTML page. Everything read from a file is escaped.
 *
 * @param title of the page
 * @param heading of the page: the name of the run, or the number of runs
 * @param generator this program and its version
 * @param time when the page was written
 * @param several whether there is more than one run
 * @param runs in the order given
 * @param differing the options in which the runs differ
 * @param options all options
 * @param gauged whether any run has gauges
 * @param data for the charts, as JSON
 * @param styleSheet CSS of the page
 * @param script that draws the charts
 * @param d3 the library that the script uses
 * @param d3Licence of the library
 */
public record ReportPage(
    String title,
    String heading,
    String generator,
    String time,
    boolean several,
    List<RunView> runs,
    List<OptionRows.Row> differing,
    List<OptionRows.Row> options,
    boolean gauged,
    String data,
    String styleSheet,
    String script,
    String d3,
    String d3Licence) {

  /** Default file name of the page in a run's folder. */
  public static final String FILE = "report.html";

  /** Identifies a page as a report of this program. */
  private static final String MARK = "<meta name=\"generator\" content=\"recu report";

  /** Length in bytes of the beginning of the file, which contains the mark. */
  private static final int HEAD = 1024;

  private static final String D3 = "/META-INF/resources/webjars/d3/7.9.0/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

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
    List<RunLabel> labels = RunLabel.of(histories);
    List<RunView> views = new ArrayList<>();
    List<ChartData> charts = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      views.add(RunView.of(runs.get(i), labels.get(i), i));
      charts.add(ChartData.of(runs.get(i), labels.get(i)));
    }
    return new ReportPage(
        labels.stream().map(RunLabel::name).collect(Collectors.joining(", ")),
        runs.size() > 1 ? runs.size() + " runs" : labels.get(0).name(),
        "recu report " + version,
        MINUTE.format(time),
        runs.size() > 1,
        views,
        OptionRows.differing(configs),
        OptionRows.all(configs),
        charts.stream().anyMatch(chart -> chart.gauges() != null),
        json(charts),
        resource("/org/recu/page/report.css"),
        resource("/org/recu/page/report.js"),
        resource(D3 + "dist/d3.min.js"),
        resource(D3 + "LICENSE"));
  }

  /** The page as HTML. */
  public String html() {
    return Mustache.compiler()
        .escapeHTML(true)
        .emptyStringIsFalse(true)
        .compile(resource("/org/recu/page/report.mustache"))
        .execute(this);
  }

  /**
   * Checks that the page can be written: the file is new or an earlier report.
   *
   * @throws IOException if the file exists and is not a report, or its folder does not exist
   */
  public static void requireFree(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("%s: the folder %s does not exist".formatted(file, folder));
    }
    if (Files.isDirectory(file)) {
      throw new IOException("%s is a folder, expected the name of a file".formatted(file));
    }
    if (!Files.exists(file)) {
      return;
    }
    byte[] head;
    try (InputStream in = new NamedFile(file).input()) {
      head = in.readNBytes(HEAD);
    }
    if (!new String(head, StandardCharsets.UTF_8).contains(MARK)) {
      throw new IOException(
          "%s exists and is not a report of this program: choose another file with --output"
              .formatted(file));
    }
  }

  /**
   * Writes the page, atomically if it replaces a report.
   *
   * @throws IOException as {@link #requireFree}, and if the file cannot be written
   */
  public void write(Path file) throws IOException {
    requireFree(file);
    boolean replaces = Files.exists(file);
    byte[] bytes = html().getBytes(StandardCharsets.UTF_8);
    if (replaces) {
      AtomicFile.replace(file, out -> out.write(bytes));
    } else {
      AtomicFile.create(file, out -> out.write(bytes));
    }
  }

  /** A script element has no escapes, so nothing in it may look like its end tag. */
  private static String json(List<ChartData> charts) {
    try {
      return JSON.writeValueAsString(charts).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers cannot be written as JSON", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program is missing its file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
