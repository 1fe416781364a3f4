package org.recu.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.files.FileError;

final class RunSearchTest {

  @TempDir private Path place;

  @Test
  void below_nestedRuns_findsEachOnceByName() throws IOException {
    Path second = RunFolderFixture.of(place.resolve("b/second"), 1).folder();
    Path first = RunFolderFixture.of(place.resolve("a"), 1).folder();
    RunFolderFixture.of(first.resolve("copy"), 1);
    assertThat(RunSearch.below(place).runs()).containsExactly(first, second);
    assertThat(RunSearch.below(second).runs()).containsExactly(second);
  }

  @Test
  void below_otherProgramsFolders_areNoRuns() throws IOException {
    Files.createDirectories(place.resolve("other/checkpoints/global_step1"));
    Files.createDirectories(place.resolve("bert"));
    Files.writeString(place.resolve("bert/config.json"), "{\"architectures\": []}");
    RunSearch search = RunSearch.below(place);
    assertThat(search.runs()).isEmpty();
    assertThat(search.unreadable()).isEmpty();
  }

  @Test
  void below_aRunThatLostItsConfig_isARun() throws IOException {
    Path run = RunFolderFixture.of(place.resolve("run"), 1).withTop1(10).folder();
    Files.delete(run.resolve("config.json"));
    assertThat(RunSearch.below(place).runs()).containsExactly(run);
  }

  @Test
  void below_links_areFollowedWhereSomebodyNamesThemOnly() throws IOException {
    Path run = RunFolderFixture.of(place.resolve("results/run"), 1).folder();
    Path link = Files.createSymbolicLink(place.resolve("link"), place.resolve("results"));
    Files.createSymbolicLink(place.resolve("results/again"), place);
    assertThat(RunSearch.below(link).runs()).containsExactly(run.toRealPath());
  }

  /** A run that starts writes files that are renamed at once; a run may be deleted. */
  @Test
  void walk_whatHasJustDisappeared_isNotMissed() {
    RunSearch.Walk walk = new RunSearch.Walk();
    Path gone = place.resolve("run/.writing-config.json-12345678");
    walk.visitFileFailed(gone, new NoSuchFileException(gone.toString()));
    walk.postVisitDirectory(place, new NoSuchFileException(gone.toString()));
    assertThat(walk.unreadable()).isEmpty();
    IOException denied = new AccessDeniedException(gone.toString());
    walk.visitFileFailed(gone, denied);
    walk.postVisitDirectory(place, new IOException("Input/output error"));
    assertThat(walk.unreadable().stream().map(FileError::sentence))
        .containsExactly(gone + ": permission denied", place + ": Input/output error");
  }

  @Test
  void below_noFolder_isRefused() throws IOException {
    Path file = Files.createFile(place.resolve("file"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> RunSearch.below(file))
        .withMessage("%s is a file, expected a folder with runs", file);
    Path nothing = place.resolve("nothing");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> RunSearch.below(nothing))
        .withMessage("%s does not exist, expected a folder with runs", nothing);
  }
}
