package org.recu.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recu.image.Normalization;
import org.recu.score.Scores;

/** States and variables of a made-up run. */
public final class CheckpointFixture {

  public static final ModelDescription MODEL =
      new ModelDescription(
          "resnet20_1w1a",
          "toy",
          3,
          List.of("cat", "dog", "Übermut"),
          32,
          new Normalization(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)));

  public static final RunDescription RUN =
      new RunDescription(
          -7, 600, 256, "{\"lr\": 0.1}", Map.of("recu", "0.1.0", "tensorflow", "2.18.0"), 2);

  private CheckpointFixture() {}

  /** The state after this epoch, which was the best with 80 + epoch per cent. */
  public static TrainingState after(int epoch) {
    return after(epoch, epoch);
  }

  /** The state after an epoch, with the given best epoch. */
  public static TrainingState after(int epoch, int best) {
    return state(Position.after(epoch), EpochSums.ZERO, Optional.of(new Best(best, 80.0 + best)));
  }

  /** The state within an epoch, before the first evaluation. */
  public static TrainingState inside(int epoch, int step) {
    return state(
        new Position(epoch, step),
        new EpochSums(new Scores(8L * step, 0.1 + step, 2L * step, 5L * step), 1.5, 0.25, 0.125),
        Optional.empty());
  }

  private static TrainingState state(Position position, EpochSums sums, Optional<Best> best) {
    return new TrainingState(
        MODEL,
        RUN,
        new Progress(position, position.epoch() * 1000L + position.step(), 0.85, sums, best));
  }

  /** Writes two files with this content, named as TensorFlow names them. */
  public static VariablesWriter variables(String content) {
    return prefix -> {
      write(prefix, ".index", "index of " + content);
      write(prefix, ".data-00000-of-00001", content);
    };
  }

  /** Reads the content that {@link #variables} wrote. */
  public static String content(Checkpoint checkpoint) throws IOException {
    return Files.readString(Path.of(checkpoint.variables() + ".data-00000-of-00001"));
  }

  private static void write(Path prefix, String ending, String content) throws IOException {
    Files.write(Path.of(prefix + ending), content.getBytes(StandardCharsets.UTF_8));
  }

  /** The names in a folder, sorted, including hidden ones. */
  public static List<String> names(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
