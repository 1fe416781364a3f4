package org.recu.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The HTML of a page about packed networks before its script runs. */
final class PackedPageTest {

  @Test
  void html_ofANetwork_saysWhatItsFileKnows() throws IOException {
    Document page = page(PackedPages.network("nets/small.recu"));
    assertThat(page.title()).isEqualTo("small.recu – ReCU report");
    assertThat(page.select("h1").text()).isEqualTo("small.recu");
    assertThat(cells(page, "#networks tbody tr"))
        .containsExactly(
            "small.recu",
            "abacus",
            "cifar10",
            "91.50 %",
            "99.75 %",
            "0.2500",
            "2,100",
            "10,944",
            "5.2");
    assertThat(page.select("#facts tbody tr").eachText())
        .containsExactly(
            "image short side resized to 36 pixels, the centre 32x32 cut out",
            "mean 0.5, 0.25, 0.75",
            "standard deviation 0.2, 0.3, 0.4",
            "classes 2",
            "class names cat, dog",
            "images evaluated 10,000",
            "written by recu 1.0.0",
            "format version 1",
            "checksum (CRC-32) 0abcdef1");
    assertThat(cells(page, "#layers tbody tr:nth-child(2)"))
        .containsExactly(
            "2",
            "2 binary convolution",
            "binary convolution",
            "1",
            "3x3, stride 2, padding 1",
            "16x16x16",
            "2,304",
            "52.08 %",
            "4",
            "",
            "288");
    assertThat(page.select("#cost tbody td").text()).contains("not known");
    assertThat(page.select("#confusion .note").text())
        .isEqualTo("net.recu: 75.00 % of 200 images classified correctly.");
    assertThat(page.select("script")).as("the page's own").hasSize(3);
  }

  @Test
  void html_dataOfTheCharts_isThatOfTheLayersWithParameters() throws IOException {
    JsonNode network =
        new ObjectMapper()
            .readTree(page(PackedPages.network("small.recu")).getElementById("data").data())
            .get(0);
    assertThat(network.get("layers").toString())
        .isEqualTo(
            "[{\"name\":\"1 convolution\",\"bits\":0.0,\"numbers\":1728.0,\"positive\":null},"
                + "{\"name\":\"2 binary convolution\",\"bits\":288.0,\"numbers\":0.0,"
                + "\"positive\":0.5208333333333334}]");
  }

  @Test
  void html_ofTwoNetworks_hasThemSideBySide() {
    ReportedNetwork second = PackedPages.network("b.recu");
    Document page =
        page(
            PackedPages.network("a.recu"),
            new ReportedNetwork(
                second.file(), 99, second.contents(), Optional.empty(), "the data is gone"));
    assertThat(page.select("h1").text()).isEqualTo("2 networks");
    assertThat(page.select("#facts thead th").eachText()).containsExactly("a.recu", "b.recu");
    assertThat(page.select("#confusion .note").eachText())
        .contains("Not computed: the data is gone.");
  }

  @Test
  void html_whatComesFromAFile_isText() {
    String evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
    Document page = page(PackedPages.network("a.recu", evil, List.of(evil, "dog")));
    assertThat(page.select("script")).hasSize(3);
    assertThat(page.select("[onerror]")).isEmpty();
    assertThat(page.select("#networks td").eachText()).contains(evil);
    assertThat(page.select("#facts td").eachText()).contains(evil + ", dog");
  }

  private static Document page(ReportedNetwork... networks) {
    return Jsoup.parse(PackedPages.of(networks).html());
  }

  /** Texts of the cells in the first row that the selector matches. */
  private static List<String> cells(Document page, String row) {
    return page.select(row).first().children().stream().map(Element::text).toList();
  }
}
