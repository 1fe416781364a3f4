package org.recu.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.record.RecordFiles;

final class RunFailureTest {

  @TempDir private Path folder;

  @Test
  void write_thenRead_isTheSame() throws IOException {
    Path file = new RecordFiles(folder).failure();
    assertThat(RunFailure.read(file)).isEmpty();
    RunFailure failure =
        RunFailure.at(Instant.parse("2026-11-23T14:05:09Z"), "the disk \"D\" is full");
    failure.write(file);
    assertThat(file).hasFileName("failed.json");
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "{",
            "  \"message\" : \"the disk \\\"D\\\" is full\",",
            "  \"time\" : \"2026-11-23T14:05:09Z\"",
            "}");
    assertThat(RunFailure.read(file)).contains(failure);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{\"message\":\"m\"}", "{\"messa"})
  void read_somethingElse_isRefusedWithTheFilesName(String content) throws IOException {
    Path file = Files.writeString(new RecordFiles(folder).failure(), content);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> RunFailure.read(file))
        .withMessageStartingWith(file.toString());
  }
}
