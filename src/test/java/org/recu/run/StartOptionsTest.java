package org.recu.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.checkpoint.CheckpointFixture;

final class StartOptionsTest {

  @TempDir private Path folder;

  private RunFolder run;

  @BeforeEach
  void write() throws IOException {
    run = new RunFolder(folder);
    RunConfig.ofThisProgram(Map.of("lr", 0.05)).write(run.config());
  }

  /** Changes a digit, as a disk might. */
  private void damage() throws IOException {
    String content = Files.readString(run.config());
    Files.writeString(run.config(), content.replace("0.05", "0.01"));
  }

  private void save() throws IOException {
    run.checkpoints().save(CheckpointFixture.after(3), CheckpointFixture.variables("weights"), 3);
  }

  @Test
  void of_wholeFile_isWhatItSays() throws IOException {
    save();
    StartOptions options = StartOptions.of(run);
    assertThat(options.values()).containsExactly(Map.entry("lr", 0.05));
    assertThat(options.warning()).isEmpty();
  }

  @Test
  void of_otherWhiteSpace_isTheSame() throws IOException {
    Files.writeString(run.config(), Files.readString(run.config()).replace("\n", "\r\n  "));
    assertThat(StartOptions.of(run).warning()).isEmpty();
  }

  @Test
  void of_damagedFile_isWhatTheCheckpointSays() throws IOException {
    damage();
    save();
    StartOptions options = StartOptions.of(run);
    assertThat(options.values()).containsExactly(Map.entry("lr", 0.1));
    assertThat(options.warning().orElseThrow())
        .startsWith(run.config() + " is damaged: its CRC-32C is ")
        .endsWith("; the run's options are taken from " + folder.resolve("checkpoints/epoch-0003"));
  }

  @Test
  void of_truncatedFile_isWhatTheCheckpointSays() throws IOException {
    Files.writeString(run.config(), Files.readString(run.config()).substring(0, 20));
    save();
    assertThat(StartOptions.of(run).values()).containsExactly(Map.entry("lr", 0.1));
  }

  @Test
  void of_damagedFileWithoutACheckpoint_isRefused() throws IOException {
    damage();
    assertThatThrownBy(() -> StartOptions.of(run))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            ".*config.json is damaged: its CRC-32C is [0-9a-f]{8}, [0-9a-f]{8} was written \\(if it"
                + " was edited on purpose, set its checksum to null\\)");
  }

  @Test
  void of_fileEditedOnPurpose_isWhatItSays() throws IOException {
    damage();
    String content = Files.readString(run.config());
    Files.writeString(
        run.config(), content.replaceFirst("(\"checksum\" : )\"[0-9a-f]{8}\"", "$1null"));
    assertThat(StartOptions.of(run).values()).containsExactly(Map.entry("lr", 0.01));
  }

  @Test
  void of_noFile_saysSo() throws IOException {
    Files.delete(run.config());
    save();
    assertThatThrownBy(() -> StartOptions.of(run))
        .hasMessage(run.config() + " is missing: there is no run to resume");
  }
}
