package org.recu.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {

  @TempDir Path folder;

  @Test
  void create_missingFolders_makesThem() throws IOException {
    Path path = folder.resolve("results/first");
    assertThat(RunFolder.create(path).config()).isEqualTo(path.resolve("config.json"));
    assertThat(path).isEmptyDirectory();
  }

  @Test
  void create_emptyFolder_takesIt() throws IOException {
    assertThat(RunFolder.create(folder).path()).isEqualTo(folder);
  }

  @Test
  void create_folderWithARun_isRefused() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{}");
    assertThatThrownBy(() -> RunFolder.create(folder))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder + " holds a run already");
  }

  @Test
  void create_folderWithOtherThings_isRefused() throws IOException {
    Files.writeString(folder.resolve("thesis.tex"), "");
    assertThatThrownBy(() -> RunFolder.create(folder))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder + " is not empty already");
  }

  @Test
  void create_aFileIsThere_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("results"), "");
    assertThatThrownBy(() -> RunFolder.create(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is a file: a run needs a folder");
  }

  @Test
  void create_belowAFile_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("results"), "");
    assertThatThrownBy(() -> RunFolder.create(file.resolve("first")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString());
  }
}
