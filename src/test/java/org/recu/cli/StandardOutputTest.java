package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.recu.run.RunFolderFixture;

final class StandardOutputTest {

  @TempDir private Path results;

  @Test
  void printer_letters_areUtf8() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StandardOutput out = new StandardOutput(bytes);
    out.printer().printf("%s", "\u00e4\u540d").flush();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("\u00e4\u540d");
    assertThat(out.problem()).isEmpty();
  }

  @Test
  void problem_readerHasGone_isNone() {
    StandardOutput out = new StandardOutput(failing("Broken pipe"));
    out.printer().append('x').flush();
    assertThat(out.problem()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void recu_outputOnAFullDisk_fails() throws Exception {
    try (ChildProgram program = ChildProgram.startWithFullOutput("--version")) {
      assertThat(program.errors())
          .containsExactly("recu: standard output cannot be written: No space left on device");
      assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
    }
  }

  /** Java's own streams would follow the locale, and print question marks. */
  @Test
  void recu_localeWithoutLetters_printsUtf8() throws Exception {
    RunFolderFixture run = RunFolderFixture.of(results.resolve("run"), 1);
    run.write("config.json", String.join("", run.read("config.json")).replace("cifar10", "\u00c4"));
    try (ChildProgram program =
        ChildProgram.startIn(Map.of("LC_ALL", "C"), "runs", results.toString())) {
      assertThat(program.rest()).hasSize(3).last().asString().endsWith("  \u00c4");
      assertThat(program.exitCode()).isEqualTo(Recu.DONE);
    }
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
