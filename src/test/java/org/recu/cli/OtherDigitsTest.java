package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run where the default locale writes numbers with other digits. */
final class OtherDigitsTest {

  private final Locale before = Locale.getDefault();

  @TempDir private Path place;

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @Test
  void run_localesWithOtherDigits_writeWhatEnglishWrites() throws IOException {
    Path run = place.resolve("run");
    SmallRun small = new SmallRun(run);
    program("ar-EG-u-nu-arab", small.begin("--limit_train", "30", "--max_steps", "3"));
    program("fa-IR", small.resume());
    for (String name : List.of("my-MM", "tr-TR")) {
      Path file = place.resolve(name + ".onnx");
      program(
          name,
          "export",
          "--model_path",
          run.toString(),
          "--format",
          "onnx",
          "--output",
          "" + file);
      assertThat(file).isRegularFile();
    }
    program("mr-IN", "report", run.toString());
    assertThat(program("ne-NP", "runs", place.toString()).out()).contains("2/2");
    assertThat(run.resolve("checkpoints")).isDirectoryContaining("glob:**/epoch-0001");
    try (Stream<Path> files = Files.walk(run)) {
      assertThat(files.map(Path::toString))
          .allMatch(name -> name.chars().allMatch(c -> c < 128))
          .anyMatch(name -> name.matches(".*/events\\.out\\.tfevents\\.[0-9]{10}\\.recu"));
    }
    for (String file : List.of("metrics.jsonl", "config.json", "train.log")) {
      assertThat(run.resolve(file)).content().isASCII();
    }
  }

  private static Program program(String locale, String... words) {
    Locale.setDefault(Locale.forLanguageTag(locale));
    Program program = Program.run(words);
    assertThat(program.exitCode()).as("%s: %s", locale, program.err()).isEqualTo(Recu.DONE);
    return program;
  }
}
