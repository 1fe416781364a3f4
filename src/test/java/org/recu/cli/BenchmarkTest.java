package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.packed.PackedModel;

/** Runs {@code recu benchmark} as a user does. */
final class BenchmarkTest {
  private static final String SHORT = " --passes 2 --seconds 0.01";
  private static final String GRAPHS =
      "benchmark --what step,evaluate,savedmodel --model resnet20_1w1a -b 2 --gpus cpu" + SHORT;

  @TempDir private Path place;

  @ParameterizedTest
  @ValueSource(strings = {"train", "val"})
  void benchmark_pipeline_isOneJsonObject(String half) throws IOException {
    Program program =
        Program.runLine(
            "benchmark --what pipeline --dataset shapes --json --workers 2 --half " + half + SHORT);
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.outLines()).hasSize(1);
    JsonNode object = new ObjectMapper().readTree(program.out());
    assertThat(names(object))
        .contains("what", "dataset", "workers", "batch_size", "images_per_second", "spread");
    assertThat(object.get("what").asText()).isEqualTo("pipeline");
    assertThat(object.get("dataset").asText()).isEqualTo("shapes");
    assertThat(object.get("workers").asInt()).isEqualTo(2);
    assertThat(object.get("batch_size").asInt()).isEqualTo(64);
    assertThat(object.get("images_per_second").asDouble()).isPositive();
    assertThat(object.get("spread").asDouble()).isNotNegative();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " --use_dali"})
  void benchmark_ofImageFiles_isALine(String loader) throws IOException {
    for (String name : List.of("train/a/1.jpg", "train/b/2.jpg", "val/a/3.jpg", "val/b/4.jpg")) {
      Path file = place.resolve(name);
      Files.createDirectories(file.getParent());
      ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg", file.toFile());
    }
    Program program =
        Program.runLine(
            "benchmark --what pipeline --dataset folder --image_size 32 --workers 2 --data_path "
                + place
                + loader
                + SHORT);
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.outLines())
        .singleElement()
        .asString()
        .matches(
            "pipeline of folder, training images, 2 workers: \\d+ images/s, spread [0-9.]+ % of 2"
                + " passes");
  }

  @Test
  void benchmark_ofABadFile_namesIt() throws IOException {
    for (String name : List.of("train/a/1.jpg", "train/b/2.jpg")) {
      Path file = place.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "no picture");
    }
    Program program =
        Program.runLine("benchmark --what pipeline --dataset folder --data_path " + place + SHORT);
    assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
    assertThat(program.errLines())
        .singleElement()
        .asString()
        .matches("recu: .*train/[ab]/[12].jpg: neither JPEG, .*");
  }

  @Test
  void benchmark_packedNetwork_namesItsKernel() throws IOException {
    Program program =
        Program.runLine(GRAPHS.replaceFirst("--what \\S+", "--what packed") + " --json");
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    JsonNode object = new ObjectMapper().readTree(program.outLines().get(0));
    assertThat(program.outLines()).hasSize(1);
    assertThat(object.get("what").asText()).isEqualTo("packed");
    assertThat(object.get("kernel").asText()).isEqualTo(PackedModel.chosenKernel());
    assertThat(object.get("images_per_second").asDouble()).isPositive();
  }

  @Test
  void benchmark_graphs_areAJsonObjectEachAndATrace() throws IOException {
    Path file = place.resolve("trace.json");
    Program program = Program.runLine(GRAPHS + " --json --trace " + file);
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    List<JsonNode> objects = new ArrayList<>();
    for (String line : program.outLines()) {
      objects.add(new ObjectMapper().readTree(line));
    }
    assertThat(objects)
        .extracting(object -> object.get("what").asText())
        .containsExactly("step", "evaluate", "savedmodel");
    for (JsonNode object : objects) {
      assertThat(object.get("model").asText()).isEqualTo("resnet20_1w1a");
      assertThat(object.get("batch_size").asInt()).isEqualTo(2);
      assertThat(object.get("images_per_second").asDouble()).isPositive();
      assertThat(object.get("spread").asDouble()).isNotNegative();
      assertThat(object.get("shares").get("convolution").asDouble()).isPositive();
      // Another version of TensorFlow may add an op type, but not one that takes much time.
      assertThat(object.get("shares").get("other").asDouble()).isLessThan(0.1);
      assertThat(StreamSupport.stream(object.get("shares").spliterator(), false))
          .extracting(JsonNode::asDouble)
          .satisfies(all -> assertThat(sum(all)).isCloseTo(1, within(1e-6)));
      assertThat(object.get("op_types")).isNotEmpty();
    }
    JsonNode events = new ObjectMapper().readTree(Files.readString(file)).get("traceEvents");
    assertThat(events)
        .filteredOn(event -> event.get("ph").asText().equals("M"))
        .extracting(event -> event.get("args").get("name").asText())
        .containsExactly(
            "step of resnet20_1w1a, batch 2",
            "evaluate of resnet20_1w1a, batch 2",
            "savedmodel of resnet20_1w1a, batch 2");
    assertThat(events)
        .extracting(event -> event.get("pid").asInt())
        .containsOnly(1, 2, 3)
        .isSorted();
    try (var left = Files.list(place)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void benchmark_aGraph_isALineWithItsKindsBelow() {
    Program program =
        Program.runLine(
            "benchmark --what evaluate --model resnet20_1w1a -b 2 --gpus cpu --dataset imagenet"
                + " --image_size 32"
                + SHORT);
    // No ImageNet files are needed.
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.outLines().get(0))
        .matches(
            "evaluate of resnet20_1w1a, batch 2: \\d+ images/s, [0-9.]+ ms per batch, spread [0-9.]+"
                + " % of 2 passes(, peak memory \\d+ MiB)?");
    assertThat(program.outLines().get(1))
        .matches(
            "  [a-z].* [0-9.]+ %, waiting [0-9.]+ %; [0-9.]+ ops at once, threads without an"
                + " op [0-9.]+ %");
    assertThat(program.outLines().subList(2, program.outLines().size()))
        .hasSize(10)
        .allMatch(line -> line.matches(" +[0-9.]+ % +[0-9.]+ ms +\\d+ x  \\w+ \\([a-z -]+\\)"));
  }

  @Test
  void benchmark_stepOnTwoDevices_runsOnBoth() throws IOException {
    Path file = place.resolve("trace.json");
    Program program =
        Program.runLine(
            "benchmark --what step --model resnet20_1w1a -b 4 --gpus cpu:2 --sync_bn --trace "
                + file
                + SHORT);
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.outLines().get(0)).startsWith("step of resnet20_1w1a, batch 4: ");
    // Each device convolves two images of the batch.
    List<String> shapes = new ArrayList<>();
    for (JsonNode event : new ObjectMapper().readTree(file.toFile()).get("traceEvents")) {
      if (event.path("args").path("output").asText().equals("2x32x32x16")
          && event.get("name").asText().endsWith("Conv2D")) {
        shapes.add(event.get("name").asText());
      }
    }
    assertThat(shapes).hasSize(2 * 3);
  }

  @Test
  void benchmark_withATraceThatIsThere_leavesIt() throws IOException {
    Path file = Files.writeString(place.resolve("trace.json"), "mine");
    Program program = Program.runLine(GRAPHS + " --trace " + file);
    assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
    assertThat(program.out()).isEmpty();
    assertThat(program.errLines())
        .containsExactly("recu: " + file + ": already exists; nothing was overwritten");
    assertThat(file).hasContent("mine");
  }

  @Test
  void benchmark_withATraceNowhere_measuresNothing() {
    Path folder = place.resolve("none");
    Program program = Program.runLine(GRAPHS + " --trace " + folder.resolve("trace.json"));
    assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
    assertThat(program.out()).isEmpty();
    assertThat(program.errLines())
        .containsExactly(
            "recu: %s: the folder %s does not exist"
                .formatted(folder.resolve("trace.json"), folder));
  }

  @Test
  void benchmark_ofANetworkForOtherImages_measuresNothing() {
    Program program =
        Program.runLine(
            "benchmark --what pipeline,step --model resnet34_1w1a --gpus cpu --dataset shapes"
                + SHORT);
    assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
    assertThat(program.out()).isEmpty();
    assertThat(program.errLines())
        .singleElement()
        .asString()
        .startsWith("recu: model resnet34_1w1a does not take images of 32 pixels");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--what stp | --what: stp is not one or more of step, pipeline, evaluate, savedmodel,",
        "--what step,evaluate,step | --what: step,evaluate,step is not one or more of",
        "--what step, | --what: step, is not one or more of",
        "--what pipeline --trace t.json | --trace is for --what step, evaluate, savedmodel and packed",
        "--what pipeline --model resnet20_1w1a | --model is for --what step, evaluate",
        "--what evaluate --gpus cpu:2 | --gpus cpu:2: several devices are for --what step, which is not",
        "--what evaluate --sync_bn | --sync_bn is for --what step, which is not measured",
        "--what step --gpus cpu:0 | --gpus: cpu:0 is not GPU numbers such as 0 or 0,1, each once, or cpu,",
        "--what step --half val | --half is for --what pipeline, which is not measured",
        "--what step --dataset folder | --data_path is missing",
        "--what step --image_size 48 | --image_size: shapes has images of 32 pixels, not of 48",
        "--batch_size 0 | --batch_size: 0 is not a whole number from 1 to 65536",
        "--dataset shapes --half test | --half: test is not one of train, val",
        "--dataset shapes --seconds 0 | --seconds: 0 is not a number above 0",
        "--dataset imagenet | --data_path is missing",
        "--dataset shapes --use_dali | --use_dali",
      })
  void benchmark_badWords_areRefused(String words, String message) {
    Program program = Program.runLine("benchmark " + words);
    assertThat(program.exitCode()).isEqualTo(Recu.MISUSED);
    assertThat(program.errLines()).first().asString().contains(message);
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static double sum(List<? extends Double> numbers) {
    return numbers.stream().mapToDouble(number -> number).sum();
  }
}
