package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.recu.packed.PackedModel;
import org.recu.packed.proto.NetworkMessage;
import org.recu.packed.proto.PackedFileMessage;

/** A run's model as a packed file, through every command that takes models. */
@ExtendWith(FinishedRun.Once.class)
final class PackedExportTest {

  @TempDir private Path place;

  @Test
  void packed_ofARun_isItsModelInEveryCommand(FinishedRun finished) throws IOException {
    SmallRun run = finished.run();
    Path file = place.resolve("deep/small.recu");
    Program export =
        Program.run(
            "export",
            "--model_path",
            run.folder().toString(),
            "--format",
            "packed",
            "--output",
            file.toString());
    assertThat(export.exitCode()).as(export.err()).isEqualTo(Recu.DONE);
    assertThat(export.err()).isEmpty();
    assertThat(export.outLines())
        .singleElement()
        .asString()
        .matches(
            "exported resnet20_1w1a of \\S+ to \\S+/deep/small.recu: [0-9]+ bytes, 24\\.[0-9] times"
                + " smaller than in 32 bits; logits of 64 images differ by at most [0-9.e-]+");
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**/.*");
    assertScores(network(file), run);
    assertThat(evaluation(file))
        .singleElement()
        .satisfies(found -> assertSame(found, evaluation(run.folder())));
    Program verbose =
        Program.run("evaluate", "--model_path", file.toString(), "--limit_test", "10", "--verbose");
    assertThat(verbose.outLines())
        .contains("kernel of packed networks: " + PackedModel.chosenKernel());
    Path images = place.resolve("images");
    ShapePictures.write(images, 5, 3);
    List<JsonNode> ofFile = predictions(file, images);
    List<JsonNode> ofRun = predictions(run.folder(), images);
    assertThat(ofFile).hasSameSizeAs(ofRun);
    for (int i = 0; i < ofRun.size(); i++) {
      assertThat(best(ofFile.get(i)).get("class")).isEqualTo(best(ofRun.get(i)).get("class"));
      assertThat(best(ofFile.get(i)).get("probability").asDouble())
          .isCloseTo(best(ofRun.get(i)).get("probability").asDouble(), within(1e-4));
    }
    assertThat(withoutTensorFlow("predict", "--model_path", file.toString(), images.toString()))
        .hasSize(5)
        .allMatch(line -> line.matches("\\S+\\.png: (\\w+ [0-9.]+ %(, )?){5}"));
    assertRefused(
        file + ": already exists",
        "export",
        "--model_path",
        run.folder().toString(),
        "--format",
        "packed",
        "--output",
        file.toString());
    assertRefused(
        file + " is a packed network, which has only the signs of the weights; expected a run",
        "export",
        "--model_path",
        file.toString(),
        "--format",
        "packed");
    Program summary = Program.run("summary", file.toString());
    assertThat(summary.exitCode()).as(summary.err()).isEqualTo(Recu.DONE);
    assertThat(summary.outLines())
        .contains("resnet20_1w1a, 10 classes, images of 32 pixels")
        .anyMatch(line -> line.startsWith(file + ": ") && line.contains("24."))
        .anyMatch(line -> line.matches("loss [0-9.]+  top1 [0-9.]+ %  top5 [0-9.]+ %"));
    assertReported(file, run);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= (byte) 4;
    Files.write(file, bytes);
    assertRefused(file + ": crc32: ", "predict", "--model_path", file.toString(), "photo.png");
  }

  /** Of a few images: without compiling fully, Java takes long for each. */
  private static List<JsonNode> evaluation(Path model) {
    return words("evaluate", "--model_path", model.toString(), "--limit_test", "200", "--json");
  }

  /** What the program prints in a process that TensorFlow's libraries are not there for. */
  private static List<String> withoutTensorFlow(String... arguments) throws IOException {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.matches(".*tensorflow-core-native-.*-(linux|macosx|windows).*"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath, Recu.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      return out.lines().toList();
    }
  }

  private static void assertSame(JsonNode found, List<JsonNode> expected) {
    for (String name : List.of("top1", "top5", "images")) {
      assertThat(found.get(name)).as(name).isEqualTo(expected.get(0).get(name));
    }
    assertThat(found.get("loss").asDouble())
        .isCloseTo(expected.get(0).get("loss").asDouble(), within(1e-4));
  }

  private static void assertReported(Path file, SmallRun run) throws IOException {
    Program report = Program.run("report", file.toString(), "--workers", "2");
    Path page = file.resolveSibling("small.html");
    assertThat(report.exitCode()).as(report.err()).isEqualTo(Recu.DONE);
    assertThat(report.outLines()).containsExactly("wrote " + page);
    Document found = Jsoup.parse(page.toFile());
    assertThat(found.select("#networks td").eachText())
        .contains("resnet20_1w1a", "shapes", String.format(Locale.ROOT, "%,d", Files.size(file)));
    assertThat(found.select("#layers tbody th").eachText())
        .contains("conv1", "layer1.0.conv1", "layer3.2.bn2", "linear");
    String top1 =
        words("evaluate", "--model_path", run.folder().toString(), "--json")
            .get(0)
            .get("top1")
            .asText();
    assertThat(found.select("#confusion .note").text())
        .startsWith("small.recu: %.2f %% of 2,000 images".formatted(Double.parseDouble(top1)));
    assertThat(found.select("#cost tbody td").eachText()).contains("24.7");
  }

  private static void assertScores(NetworkMessage network, SmallRun run) throws IOException {
    assertThat(network.getEvaluation().getTop1())
        .isEqualTo(
            run.metrics().stream()
                .mapToDouble(epoch -> (double) epoch.get("val_top1"))
                .max()
                .orElseThrow());
    assertThat(run.metrics())
        .extracting((Map<String, Object> epoch) -> epoch.get("val_loss"))
        .contains(network.getEvaluation().getLoss());
  }

  private static NetworkMessage network(Path file) throws IOException {
    return NetworkMessage.parseFrom(
        PackedFileMessage.parseFrom(Files.readAllBytes(file)).getNetwork());
  }

  private static List<JsonNode> predictions(Path model, Path images) throws IOException {
    return words("predict", "--model_path", model.toString(), images.toString(), "--json");
  }

  private static JsonNode best(JsonNode image) {
    return image.get("predictions").get(0);
  }

  /** The JSON objects that the program prints. */
  private static List<JsonNode> words(String... arguments) {
    Program program = Program.run(arguments);
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    return program.outLines().stream().map(PackedExportTest::json).toList();
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  private static void assertRefused(String message, String... arguments) {
    Program program = Program.run(arguments);
    assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
    assertThat(program.errLines()).singleElement().asString().startsWith("recu: " + message);
  }
}
