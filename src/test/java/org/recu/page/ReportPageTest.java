package org.recu.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.run.RunFolderFixture;
import org.recu.run.RunHistory;

/** Tests the page's HTML before its script runs. */
final class ReportPageTest {

  @TempDir private Path place;

  @Test
  void html_ofOneRun_saysItsNumbers() throws IOException {
    Document page = page(Pages.full(place.resolve("first"), 4));
    assertThat(page.title()).isEqualTo("first – ReCU report");
    assertThat(page.select("header .note").text()).contains("recu report 1.2, 2026-11-23 14:05");
    assertThat(cells(page, "#best tbody tr"))
        .containsExactly(
            "first",
            "resnet20_1w1a",
            "cifar10",
            "finished",
            "4/4",
            "70.00 %",
            "90.00 %",
            "1.2500",
            "3",
            "70.00 %",
            "602",
            "5 min 20 s");
    assertThat(cells(page, "#cost tbody tr"))
        .containsExactly(
            "first", "8,000", "100", "1.4 kB", "32.4 kB", "23.1", "0.06 M", "0.00 M", "0.00 M",
            "43.0");
    assertThat(page.select("#differences")).as("one run differs from none").isEmpty();
    assertThat(page.select("#legend")).isEmpty();
    assertThat(cells(page, "#gauges tbody tr:first-child"))
        .containsExactly("layer1.0.conv1", "0.00 %", "2.00 %", "0.9900", "3.000");
    assertThat(page.select("#options tbody th").eachText()).contains("model", "lr", "processor");
  }

  @Test
  void html_ofOneRun_showsWhatIsTakenForWhat() throws IOException {
    Document page = page(Pages.full(place.resolve("first"), 2));
    assertThat(page.select("#confusion .note").text())
        .isEqualTo("epoch-0001: 75.00 % of 200 images classified correctly.");
    assertThat(page.select("table.confusion thead th").eachText()).containsExactly("cat", "dog");
    assertThat(cells(page, "table.confusion tbody tr:first-child"))
        .containsExactly("cat", "90", "10");
    Element wrong = page.select("table.confusion td.wrong").get(1);
    assertThat(wrong.attr("title")).isEqualTo("dog classified as cat: 40 of 100");
    assertThat(wrong.attr("style")).isEqualTo("--share:40.0%");
    assertThat(page.select("table.pairs tbody tr").eachText())
        .containsExactly("dog cat 40 40.0 %", "cat dog 10 10.0 %");
    assertThat(page.select(".images li").eachText()).containsExactly("dog predicted cat, 87.5 %");
    assertThat(page.select(".images img").attr("src")).startsWith("data:image/png;base64,iVBOR");
  }

  @Test
  void html_ofSeveralRuns_tellsThemApart() throws IOException {
    RunFolderFixture other = RunFolderFixture.of(place.resolve("b/second"), 9);
    other.write("failed.json", "{\"message\":\"disk full\",\"time\":\"\"}");
    ReportedRun failed =
        new ReportedRun(
            RunHistory.read(other.folder()),
            Optional.empty(),
            Optional.empty(),
            "the data is gone");
    Document page = page(Pages.full(place.resolve("a/first"), 4), failed);
    assertThat(page.title()).isEqualTo("first, second – ReCU report");
    assertThat(page.select("h1").text()).isEqualTo("2 runs");
    assertThat(page.select("#legend button").eachText()).containsExactly("first", "second");
    assertThat(page.select("#differences tbody tr").eachText()).containsExactly("epochs 4 9");
    assertThat(page.select(".problem").eachText()).contains("second failed: disk full");
    assertThat(page.select("#confusion .note").eachText())
        .contains("Not computed: the data is gone.");
    assertThat(page.select("#cost tbody tr").last().text()).contains("not known");
    assertThat(page.select("#gauges").text()).contains("No layer statistics.");
  }

  @Test
  void html_runsOfTheSameName_goByTheirPaths() throws IOException {
    Path first = place.resolve("a/run");
    Path second = place.resolve("b/run");
    Document page = page(Pages.full(first, 1), Pages.full(second, 1));
    assertThat(page.select("#legend button").eachText())
        .containsExactly(first.toString(), second.toString());
  }

  @Test
  void html_noEpochYet_isAPageStill() throws IOException {
    Document page = page(Pages.begun(place.resolve("run")));
    assertThat(cells(page, "#best tbody tr")).contains("interrupted", "0/3", "–");
    assertThat(page.select("#gauges").text()).contains("The runs have no layer statistics");
    assertThat(data(page).get(0).get("epochs")).isEmpty();
  }

  @Test
  void html_theDataOfTheCharts_isThatOfTheEpochs() throws IOException {
    JsonNode run = data(page(Pages.full(place.resolve("run"), 3))).get(0);
    assertThat(run.get("epochs").toString()).isEqualTo("[0,1,2]");
    assertThat(run.get("curves").get("val_top1").toString()).isEqualTo("[30.0,50.0,70.0]");
    assertThat(run.get("curves").get("lr").get(2).asDouble()).isZero();
    JsonNode gauges = run.get("gauges");
    assertThat(gauges.get("layers").toString())
        .isEqualTo("[\"layer1.0.conv1\",\"layer1.0.conv2\"]");
    assertThat(gauges.get("measures").get("flipped").toString())
        .isEqualTo("[[null,0.02,0.02],[0.01,0.01,0.01]]");
  }

  @Test
  void html_manyEpochs_thinsTheGaugesAndKeepsTheLast() throws IOException {
    JsonNode run = data(page(Pages.full(place.resolve("run"), 601))).get(0);
    assertThat(run.get("epochs")).hasSize(601);
    JsonNode epochs = run.get("gauges").get("epochs");
    assertThat(epochs).hasSizeBetween(100, 150);
    assertThat(epochs.get(epochs.size() - 1).asInt()).isEqualTo(600);
    assertThat(run.get("gauges").get("measures").get("q").get(0)).hasSameSizeAs(epochs);
  }

  @Test
  void html_manyClasses_areAPictureInsteadOfATable() throws IOException {
    Document page = page(Pages.withManyClasses(Pages.full(place.resolve("run"), 1), 21));
    assertThat(page.select("table.confusion")).isEmpty();
    assertThat(page.select("figure.matrix")).hasSize(1);
    assertThat(page.select("table.pairs tbody tr")).hasSize(10);
    assertThat(data(page).get(0).get("confusion").get("counts")).hasSize(21);
  }

  @Test
  void html_whatComesFromFiles_isText() throws IOException {
    String evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>&\"'";
    RunFolderFixture fixture = RunFolderFixture.of(place.resolve("a<b>&\"'"), 1);
    String config = String.join("\n", fixture.read("config.json"));
    String escaped = evil.replace("\"", "\\\"");
    fixture.write(
        "config.json",
        config.replace("\"lr\": 0.1", "\"save\": \"" + escaped + "\"").replace("abacus", escaped));
    fixture.write("failed.json", "{\"message\":\"" + escaped + "\",\"time\":\"\"}");
    ReportedRun run =
        new ReportedRun(
            RunHistory.read(fixture.folder()),
            Optional.empty(),
            Optional.of(
                new ConfusionMatrix(
                    evil,
                    List.of(evil, "dog"),
                    List.of(List.of(1L, 1L), List.of(0L, 2L)),
                    List.of(new MisclassifiedImage(0, 1, 0.5, Pages.image())))),
            "");
    Document page = page(run);
    assertThat(page.select("script")).as("the page's own").hasSize(3);
    assertThat(page.select("[onerror]")).isEmpty();
    assertThat(page.select("img")).hasSize(1);
    assertThat(page.title()).startsWith("a<b>&\"'");
    assertThat(page.select(".problem").text()).contains(evil);
    assertThat(page.select("table.confusion thead th").eachText()).contains(evil);
    assertThat(page.select("#options td").eachText()).contains(evil);
    JsonNode manyClasses = data(page(Pages.withManyClasses(run, 21)));
    assertThat(manyClasses.get(0).get("name").asText()).isEqualTo("a<b>&\"'");
  }

  @Test
  void html_refersToNothingOutside() throws IOException {
    String html = Pages.of(List.of(Pages.full(place.resolve("run"), 2))).html();
    Document page = Jsoup.parse(html);
    assertThat(page.select("link, iframe, object, embed, base, form")).isEmpty();
    assertThat(page.select("script[src], [href], [action], [srcset]")).isEmpty();
    assertThat(page.select("[src]").eachAttr("src")).allMatch(source -> source.startsWith("data:"));
    assertThat(page.select("style").html()).doesNotContain("url(").doesNotContain("@import");
    assertThat(html).contains("Copyright 2010-2023 Mike Bostock", "Permission to use, copy");
    assertThat(Pattern.compile("\\{\\{").matcher(page.body().text()).find()).isFalse();
  }

  @Test
  void write_overAReport_replacesIt() throws IOException {
    Path file = place.resolve("report.html");
    Pages.of(List.of(Pages.full(place.resolve("first"), 1))).write(file);
    ReportPage second = Pages.of(List.of(Pages.full(place.resolve("second"), 1)));
    second.write(file);
    assertThat(file).hasContent(second.html());
    assertThat(place).isDirectoryNotContaining(path -> path.toString().endsWith(".new"));
  }

  @Test
  void write_overSomethingElse_isRefused() throws IOException {
    ReportPage page = Pages.of(List.of(Pages.full(place.resolve("run"), 1)));
    Path file = Files.writeString(place.resolve("thesis.html"), "<html>years of work</html>");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> page.write(file))
        .withMessage(
            "%s exists and is not a report of this program: choose another file with --output",
            file);
    assertThat(file).hasContent("<html>years of work</html>");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> page.write(place))
        .withMessage("%s is a folder, expected the name of a file", place);
    Path nowhere = place.resolve("no/report.html");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> page.write(nowhere))
        .withMessage("%s: the folder %s does not exist", nowhere, nowhere.getParent());
  }

  private static Document page(ReportedRun... runs) {
    return Jsoup.parse(Pages.of(List.of(runs)).html());
  }

  private static JsonNode data(Document page) throws IOException {
    return new ObjectMapper().readTree(page.getElementById("data").data());
  }

  /** Texts of the cells in the first row that the selector matches. */
  private static List<String> cells(Document page, String row) {
    Elements cells = page.select(row).first().children();
    return cells.stream().map(Element::text).toList();
  }
}
