package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code recu benchmark} from outside. */
final class BenchmarkTest {
  private static final String SHORT = " --passes 2 --seconds 0.01 --workers 2";

  @TempDir private Path place;

  @ParameterizedTest
  @ValueSource(strings = {"train", "val"})
  void benchmark_pipeline_isOneJsonObject(String half) throws IOException {
    Program program =
        Program.runLine("benchmark --what pipeline --dataset shapes --json --half " + half + SHORT);
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.outLines()).hasSize(1);
    JsonNode object = new ObjectMapper().readTree(program.out());
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    assertThat(names).containsExactly("what", "dataset", "workers", "images_per_second", "spread");
    assertThat(object.get("what").asText()).isEqualTo("pipeline");
    assertThat(object.get("dataset").asText()).isEqualTo("shapes");
    assertThat(object.get("workers").asInt()).isEqualTo(2);
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
            "benchmark --dataset folder --image_size 32 --data_path " + place + loader + SHORT);
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
    Program program = Program.runLine("benchmark --dataset folder --data_path " + place + SHORT);
    assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
    assertThat(program.errLines())
        .singleElement()
        .asString()
        .matches("recu: .*train/[ab]/[12].jpg: neither JPEG, .*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--what step | --what: step is not one of pipeline",
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
}
