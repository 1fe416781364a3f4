package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A run of ResNet-20 on a few images of shapes: two epochs of six steps, the last of which has a
 * smaller batch.
 *
 * @param folder of the run
 */
record SmallRun(Path folder) {

  static final int EPOCHS = 2;
  static final int STEPS = 6;
  static final int IMAGES = 81;
  static final int BATCH = 15;
  static final int TEST_IMAGES = 40;
  static final String LAST_CHECKPOINT = "epoch-0001";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The command line that starts the run; options in {@code more} override the others. */
  String[] begin(String... more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("train", "--dataset", "shapes", "--model", "resnet20_1w1a"));
    words.addAll(List.of("--gpus", "cpu", "--seed", "7", "--epochs", "2"));
    words.addAll(List.of("--limit_train", "81", "-b", "15", "--limit_test", "40", "-bt", "16"));
    words.addAll(List.of("--workers", "1", "--print_freq", "1"));
    words.addAll(place());
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /**
   * The command line that starts the run with the same network in real numbers, which takes a
   * fraction of the time to build, to compile and to export: for what does not depend on binary
   * layers.
   */
  String[] beginReal(String... more) {
    List<String> words = new ArrayList<>(List.of("--model", "resnet20_fp32"));
    words.addAll(List.of(more));
    return begin(words.toArray(String[]::new));
  }

  /** The command line that resumes the run. */
  String[] resume(String... more) {
    List<String> words = new ArrayList<>(List.of("train", "--resume"));
    words.addAll(place());
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private List<String> place() {
    return List.of(
        "--results_dir", folder.getParent().toString(), "--save", folder.getFileName().toString());
  }

  /** The folder of one of its checkpoints. */
  Path checkpoint(String name) {
    return folder.resolve("checkpoints").resolve(name);
  }

  Path savedModel() {
    return folder.resolve("savedmodel");
  }

  /** Names in the checkpoints folder, without links. */
  List<String> checkpoints() throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve("checkpoints"))) {
      return entries
          .filter(entry -> !Files.isSymbolicLink(entry))
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** Content of the variables files of a checkpoint, by name. */
  Map<String, ByteBuffer> variables(String checkpoint) throws IOException {
    Map<String, ByteBuffer> files = new TreeMap<>();
    try (Stream<Path> entries = Files.list(checkpoint(checkpoint))) {
      for (Path file : entries.toList()) {
        if (file.getFileName().toString().startsWith("variables.")) {
          files.put(file.getFileName().toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }

  /** The lines of {@code metrics.jsonl}. */
  List<Map<String, Object>> metrics() throws IOException {
    return lines("metrics.jsonl");
  }

  /** The lines of {@code metrics.jsonl} without what depends on the machine's speed. */
  List<Map<String, Object>> timelessMetrics() throws IOException {
    List<Map<String, Object>> lines = metrics();
    lines.forEach(
        line -> line.keySet().removeAll(List.of("images_per_second", "data_wait", "seconds")));
    return lines;
  }

  /** The lines of {@code steps.jsonl}. */
  List<Map<String, Object>> steps() throws IOException {
    return lines("steps.jsonl");
  }

  private List<Map<String, Object>> lines(String file) throws IOException {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(file))) {
      lines.add(JSON.readValue(line, new TypeReference<>() {}));
    }
    return lines;
  }

  /** Copies the run to another folder. */
  SmallRun copyTo(Path place) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path from : tree.toList()) {
        Path to = place.resolve(folder.relativize(from).toString());
        if (Files.isSymbolicLink(from)) {
          Files.createSymbolicLink(to, Files.readSymbolicLink(from));
        } else {
          Files.copy(from, to);
        }
      }
    }
    return new SmallRun(place);
  }

  /** Changes config.json by hand, as docs/checkpoints-and-exports.md explains. */
  void edit(String old, String changed) throws IOException {
    Path config = folder.resolve("config.json");
    String content = Files.readString(config);
    assertThat(content).contains(old);
    Files.writeString(
        config,
        content.replace(old, changed).replaceFirst("(\"checksum\" : )\"[0-9a-f]{8}\"", "$1null"));
  }
}
