package org.recu.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the page as a browser draws it. Without a browser, the tests are skipped and reported as
 * such; if RECU_BROWSER names one, it must work.
 */
final class DrawnPageTest {

  @TempDir private Path place;
  private Browser browser;

  @BeforeEach
  void findBrowser() {
    Optional<Browser> found = Browser.find();
    assumeTrue(
        found.isPresent(), "no Chromium on the path, and RECU_BROWSER names none: not drawn");
    browser = found.orElseThrow();
  }

  @Test
  void page_ofThreeRuns_isDrawnWhole() throws Exception {
    Document page =
        draw(
            Pages.full(place.resolve("first"), 3),
            Pages.full(place.resolve("second"), 2),
            Pages.begun(place.resolve("third")));
    assertThat(page.select("figure.chart")).hasSize(8);
    for (Element chart : page.select("figure.chart")) {
      String name = chart.select("figcaption").text();
      assertThat(chart.select("svg > g[data-run] path.line")).as(name).hasSize(3);
      assertThat(chart.select("svg > g[data-run=0] circle")).as(name).hasSize(3);
      assertThat(chart.select("svg > g[data-run=1] circle")).as(name).hasSize(2);
      assertThat(chart.select(".axis .tick text")).as(name).hasSizeGreaterThan(4);
      assertThat(chart.select("text.label").eachText())
          .as(name)
          .containsExactly("epoch", chart.attr("data-unit"));
      assertThat(chart.select("svg").outerHtml()).as(name).doesNotContain("NaN", "undefined");
    }
    Element top1 = page.select("figure[data-curve=val_top1]").first();
    // 30, 50 and 70 %: in SVG, a rising line has falling y.
    List<Double> heights =
        top1.select("g[data-run=0] circle").eachAttr("cy").stream().map(Double::valueOf).toList();
    assertThat(heights.get(0) - heights.get(1)).isPositive();
    assertThat(heights.get(1) - heights.get(2))
        .isCloseTo(heights.get(0) - heights.get(1), within(1e-6));
  }

  @Test
  void page_ofAFastRun_keepsTheNumbersOfTheAxisFromItsUnit() throws Exception {
    Document page = draw(Pages.full(place.resolve("first"), 3, 31_600));
    Element chart = page.select("figure[data-curve=images_per_second]").first();
    assertThat(chart.select(".axis").first().select(".tick text").eachText()).contains("30,000");
    String moved = chart.select(".axis").first().attr("transform");
    double axis = Double.parseDouble(moved.substring("translate(".length(), moved.indexOf(',')));
    // Letters of 12 pixels are up to 7 wide; the unit's middle is at 13, and the padding is 8.
    assertThat(axis - 8 - 7 * "30,000".length()).isGreaterThan(13 + 12 / 2.0);
  }

  @Test
  void page_withGauges_hasACellALayerAndEpoch() throws Exception {
    Document page = draw(Pages.full(place.resolve("first"), 3));
    assertThat(page.select("figure.heat")).hasSize(4);
    for (Element map : page.select("figure.heat")) {
      assertThat(map.select("rect.cell")).as(map.attr("data-measure")).hasSize(2 * 3);
      assertThat(map.select("text.label").eachText())
          .contains("layer1.0.conv1", "layer1.0.conv2", "epoch");
    }
    assertThat(page.select("figure[data-measure=flipped] rect.unknown"))
        .as("nothing flips in the first epoch")
        .hasSize(1);
  }

  @Test
  void page_withManyClasses_drawsTheirMatrix() throws Exception {
    Document page = draw(Pages.withManyClasses(Pages.full(place.resolve("first"), 1), 30));
    assertThat(page.select("figure.matrix rect.cell")).hasSize(2 * 30);
  }

  @Test
  void page_withoutAnEpoch_saysSo() throws Exception {
    Document page = draw(Pages.begun(place.resolve("first")));
    assertThat(page.select("figure.chart svg")).isEmpty();
    assertThat(page.select("figure.chart .note").eachText())
        .hasSize(8)
        .containsOnly("No epoch is done yet.");
  }

  @Test
  void page_ofAPackedNetwork_hasABarALayerAndAMarkABinaryLayer() throws Exception {
    Path file = place.resolve("packed.html");
    PackedPages.of(PackedPages.network("a.recu"), PackedPages.network("b.recu")).write(file);
    Document page = drawn(file);
    assertThat(page.select("figure.sizes")).hasSize(2);
    Element sizes = page.select("figure.sizes").first();
    assertThat(sizes.select("rect.bits[width=0]")).hasSize(1);
    assertThat(sizes.select("rect.numbers")).hasSize(3);
    assertThat(sizes.select("text.label").eachText())
        .contains("1 convolution", "2 binary convolution", "1,728", "288", "bytes");
    Element signs = page.select("figure.signs").first();
    assertThat(signs.select("circle")).hasSize(1);
    double middle = Double.parseDouble(signs.select("line.base").attr("x1"));
    assertThat(Double.parseDouble(signs.select("circle").attr("cx")))
        .as("52 % are right of the middle")
        .isGreaterThan(middle + 10);
    assertThat(page.select("svg").outerHtml()).doesNotContain("NaN", "undefined");
  }

  @Test
  void page_printed_isAPdf() throws Exception {
    Path file = write(Pages.full(place.resolve("first"), 3));
    Path pdf = browser.print(file, place);
    byte[] bytes = Files.readAllBytes(pdf);
    assertThat(new String(bytes, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
  }

  private Document draw(ReportedRun... runs) throws Exception {
    return drawn(write(runs));
  }

  private Document drawn(Path file) throws Exception {
    Document page = browser.open(file, place);
    // Set by the last line of the script, so everything before it succeeded.
    assertThat(page.select("html").attr("data-drawn")).isEqualTo("true");
    return page;
  }

  private Path write(ReportedRun... runs) throws Exception {
    Path file = place.resolve("report.html");
    Pages.of(List.of(runs)).write(file);
    return file;
  }
}
