package org.recu.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunHistoryTest {

  @TempDir private Path place;

  @Test
  void read_aRunOfSomeEpochs_tellsItsOptionsAndItsBest() throws IOException {
    RunFolderFixture files = RunFolderFixture.of(place, 4).withTop1(40, 62.5, 51, 62.5);
    RunHistory run = RunHistory.read(files.folder());
    assertThat(run.state()).isEqualTo(RunState.FINISHED);
    assertThat(run.model()).isEqualTo("resnet20_1w1a");
    assertThat(run.dataset()).isEqualTo("cifar10");
    assertThat(run.epochsPlanned()).isEqualTo(4);
    assertThat(run.epochsDone()).isEqualTo(4);
    assertThat(run.best().orElseThrow().epoch()).as("the first of equal ones").isEqualTo(1);
    assertThat(run.best().orElseThrow().valTop1()).isEqualTo(62.5);
    assertThat(run.updated()).isEqualTo(RunFolderFixture.WRITTEN);
    assertThat(run.failure()).isEmpty();
  }

  @Test
  void read_aLaterLineInTheLog_isWhenItWasUpdated() throws IOException {
    RunFolderFixture files = RunFolderFixture.of(place, 4).withTop1(40);
    Instant later = RunFolderFixture.WRITTEN.plusSeconds(60);
    Files.setLastModifiedTime(place.resolve("train.log"), FileTime.from(later));
    assertThat(RunHistory.read(files.folder()).updated()).isEqualTo(later);
  }

  @Test
  void read_epochsAreLeft_isInterrupted() throws IOException {
    RunFolderFixture files = RunFolderFixture.of(place, 3);
    RunHistory begun = RunHistory.read(files.folder());
    assertThat(begun.state()).isEqualTo(RunState.INTERRUPTED);
    assertThat(begun.epochsDone()).isZero();
    assertThat(begun.best()).isEmpty();

    files.withTop1(10, 20);
    RunHistory further = RunHistory.read(files.folder());
    assertThat(further.state()).isEqualTo(RunState.INTERRUPTED);
    assertThat(further.epochsDone()).isEqualTo(2);
  }

  @Test
  void read_aLineTornByAKill_countsTheWholeOnes() throws IOException {
    RunFolderFixture files = RunFolderFixture.of(place, 3).withTop1(10, 20);
    String whole = String.join("\n", files.read("metrics.jsonl"));
    files.write("metrics.jsonl", whole + "\n{\"epoch\":2,\"train_l");
    assertThat(RunHistory.read(files.folder()).epochsDone()).isEqualTo(2);
  }

  @Test
  void read_aMarkOfFailure_isFailedWhateverIsDone() throws IOException {
    RunFolderFixture files = RunFolderFixture.of(place, 1).withTop1(10);
    files.write("failed.json", "{\"message\":\"disk full\",\"time\":\"2026-11-23T14:05:09Z\"}");
    RunHistory run = RunHistory.read(files.folder());
    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(run.failure().orElseThrow().message()).isEqualTo("disk full");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config.json | {\"model\" | config.json is not a run's config.json: ",
        "config.json | {} | config.json is not a run's config.json: expected the run's options,",
        "config.json | {\"model\":3,\"versions\":{},\"machine\":{}} | is not a run's config.json",
        "metrics.jsonl | 'nonsense\n{}' | line 1 is not an object of ",
        "failed.json | [] | failed.json is not a run's failed.json: "
      })
  void read_damaged_namesTheFile(String file, String content, String message) throws IOException {
    RunFolderFixture files = RunFolderFixture.of(place, 1).withTop1(10);
    files.write(file, content);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> RunHistory.read(files.folder()))
        .withMessageContaining(place.resolve(file).toString())
        .withMessageContaining(message);
  }

  @Test
  void read_anOptionOfAnotherType_saysWhatWasExpected() throws IOException {
    RunFolderFixture files = RunFolderFixture.of(place, 1);
    String config = String.join("\n", files.read("config.json"));
    files.write("config.json", config.replace("\"epochs\": 1", "\"epochs\": \"one\""));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> RunHistory.read(files.folder()))
        .withMessage(
            "%s is not a run's config.json: epochs is one, expected a whole number",
            place.resolve("config.json"));
  }
}
