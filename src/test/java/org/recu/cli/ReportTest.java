package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page that {@code recu report} writes for trained runs. */
@ExtendWith(FinishedRun.Once.class)
final class ReportTest {

  @TempDir private Path place;

  @Test
  void report_ofARun_saysWhatTrainingAndEvaluationFound(FinishedRun finished) throws IOException {
    SmallRun run = finished.run().copyTo(place.resolve("run"));
    Program program = report(run.folder().toString());
    Path file = run.folder().resolve("report.html");
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.outLines()).containsExactly("wrote " + file);
    Document page = Jsoup.parse(file.toFile());

    double best =
        run.metrics().stream().mapToDouble(e -> (double) e.get("val_top1")).max().orElseThrow();
    String words = String.format(Locale.ROOT, "%.2f %%", best);
    assertThat(page.select("#best tbody td.strong").eachText()).containsExactly(words);
    assertThat(page.select("#confusion .note").text())
        .as("the same images, evaluated anew")
        .contains(words + " of 40 images classified correctly");
    int cells =
        page.select("table.confusion tbody td").eachText().stream()
            .filter(text -> !text.isEmpty())
            .mapToInt(Integer::parseInt)
            .sum();
    assertThat(cells).isEqualTo(SmallRun.TEST_IMAGES);
    assertThat(page.select(".images img")).isNotEmpty();
    assertThat(page.select("#cost tbody td").eachText()).contains("267,264", "24.7");
    assertThat(page.select("#gauges tbody tr")).hasSize(18);

    JsonNode data = new ObjectMapper().readTree(page.getElementById("data").data());
    for (int epoch = 0; epoch < SmallRun.EPOCHS; epoch++) {
      assertThat(data.get(0).get("curves").get("val_loss").get(epoch).asDouble())
          .isEqualTo(run.metrics().get(epoch).get("val_loss"));
    }
    assertThat(report(run.folder().toString()).exitCode()).as("again").isEqualTo(Recu.DONE);
  }

  @Test
  void report_ofTwoRuns_isOnePageThatSaysWhereTheyDiffer(FinishedRun finished) throws IOException {
    SmallRun first = finished.run().copyTo(place.resolve("first"));
    SmallRun second = finished.run().copyTo(place.resolve("second"));
    second.edit("\"lr\" : 0.1", "\"lr\" : 0.2");
    Path output = place.resolve("both.html");
    Program program =
        report(
            first.folder().toString(),
            second.folder().toString(),
            "--output",
            output.toString(),
            "--no_confusion");
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    Document page = Jsoup.parse(output.toFile());
    assertThat(page.title()).isEqualTo("first, second – ReCU report");
    assertThat(page.select("#differences tbody tr").eachText()).containsExactly("lr 0.1 0.2");
    assertThat(page.select("#confusion .note").eachText())
        .containsExactly(
            "Not computed: --no_confusion was given.", "Not computed: --no_confusion was given.");
    assertThat(first.folder().resolve("report.html")).doesNotExist();
  }

  @Test
  void report_theDataIsGone_saysSoOnThePage(FinishedRun finished) throws IOException {
    SmallRun run = finished.run().copyTo(place.resolve("run"));
    Path nowhere = place.resolve("data that moved");
    run.edit("\"limit_test\" : 40", "\"limit_test\" : 0");
    Program program = report(run.folder().toString(), "--data_path", nowhere.toString());
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.outLines()).hasSize(1);
    assertThat(program.errLines())
        .singleElement()
        .asString()
        .startsWith("recu: " + run.folder() + ": no confusion matrix: ");
    Document page = Jsoup.parse(run.folder().resolve("report.html").toFile());
    assertThat(page.select("#confusion .note").text()).startsWith("Not computed: ");
    assertThat(page.select("#best tbody tr")).hasSize(1);
  }

  @Test
  void report_noCheckpoint_isOfTheNumbersAlone(FinishedRun finished) throws IOException {
    SmallRun run = finished.run().copyTo(place.resolve("run"));
    Folders.delete(run.folder().resolve("checkpoints"));
    Program program = report(run.folder().toString());
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    Document page = Jsoup.parse(run.folder().resolve("report.html").toFile());
    assertThat(page.select("#confusion .note").text()).contains("holds no checkpoint yet");
    assertThat(page.select("#cost tbody td").text()).contains("not known");
  }

  @Test
  void report_whatCannotBe_isRefused(FinishedRun finished) throws IOException {
    SmallRun run = finished.run().copyTo(place.resolve("run"));
    Path nowhere = place.resolve("nowhere");
    Refusal.of(Recu.FAILED, place, "report", nowhere.toString())
        .names(nowhere.resolve("config.json"), "is missing");
    Path thesis = Files.writeString(place.resolve("thesis.html"), "<html>mine</html>");
    Path packed = Files.createFile(place.resolve("resnet20.recu"));
    Refusal.of(Recu.FAILED, place, "report", packed.toString())
        .names(packed, ": magic: not \"RECU\": no packed network");
    Files.write(packed, new byte[] {0x0a, 4, 'R', 'E', 'C', 'U', 0x10, 2});
    Refusal.of(Recu.FAILED, place, "report", packed.toString())
        .names(packed, ": format_version: found 2, expected 1");
    Files.write(packed, new byte[] {0x0a, 4, 'R', 'E', 'C', 'U', 0x10, 1, 0x22, 9});
    Refusal.of(Recu.FAILED, place, "report", packed.toString())
        .names(packed, " is truncated or no packed network");
    Refusal.of(Recu.FAILED, place, "report", run.folder().toString(), packed.toString())
        .names(packed, " is a packed network and " + run.folder() + " is not");
    Refusal.of(Recu.FAILED, place, "report", run.folder().toString(), "--output", thesis.toString())
        .names(thesis, "is not a report of this program");
    Files.writeString(run.folder().resolve("metrics.jsonl"), "nonsense\n{}\n");
    Refusal.of(Recu.FAILED, place, "report", run.folder().toString())
        .names("metrics.jsonl", "line 1 is not an object");
  }

  private static Program report(String... more) {
    List<String> words = new ArrayList<>(List.of("report", "--gpus", "cpu", "--workers", "2"));
    words.addAll(List.of(more));
    return Program.run(words.toArray(String[]::new));
  }
}
