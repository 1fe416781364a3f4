package org.recu.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.recu.checkpoint.CheckpointFixture.after;
import static org.recu.checkpoint.CheckpointFixture.content;
import static org.recu.checkpoint.CheckpointFixture.names;
import static org.recu.checkpoint.CheckpointFixture.variables;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saves that did not finish, because of an error or because the process was killed. */
final class InterruptedSaveTest {

  @TempDir private Path folder;
  private CheckpointStore store;

  @BeforeEach
  void save() throws IOException {
    store = new CheckpointStore(folder);
    store.save(after(0), variables("whole"), 1);
  }

  @Test
  void save_diskFull_leavesTheLastOneWholeAndNamesIt() throws IOException {
    VariablesWriter full =
        prefix -> {
          Files.writeString(Path.of(prefix + ".index"), "half");
          throw new IOException("No space left on device");
        };
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> store.save(after(1), full, 1))
        .withMessage(
            "checkpoint %1$s/epoch-0001 was not written: No space left on device; the last whole"
                + " checkpoint is %1$s/epoch-0000",
            folder);
    assertThat(content(store.latest().orElseThrow())).isEqualTo("whole");
    assertThat(names(folder)).containsExactly("best", "epoch-0000", "latest");
  }

  @Test
  void save_diskFullWhileReplacing_leavesTheOldOneWhole() throws IOException {
    VariablesWriter full =
        prefix -> {
          throw new IOException("No space left on device");
        };
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> store.save(after(0), full, 1));
    assertThat(content(store.latest().orElseThrow())).isEqualTo("whole");
  }

  @Test
  void save_writerFailsWithSeveralLines_isOneLine() {
    VariablesWriter failing =
        prefix -> {
          throw new IOException("RESOURCE_EXHAUSTED: disk\n\t [[{{node save}}]]");
        };
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> store.save(after(1), failing, 1))
        .withMessageContaining("was not written: RESOURCE_EXHAUSTED: disk; the last whole")
        .withMessageNotContaining("\n");
  }

  @Test
  void save_writerWritesNothing_isRefused() {
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> store.save(after(1), prefix -> {}, 1))
        .withMessageContaining("was not written: the variables' writer wrote no file; ");
  }

  @Test
  void save_firstOfARun_saysThatThereIsNoneBefore() {
    VariablesWriter full =
        prefix -> {
          throw new IOException("No space left on device");
        };
    CheckpointStore other = new CheckpointStore(folder.resolve("other"));
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> other.save(after(0), full, 1))
        .withMessageEndingWith("; there is no checkpoint before it");
  }

  @Test
  void save_anErrorInTheWriter_leavesNothingBehind() throws IOException {
    assertThatExceptionOfType(StackOverflowError.class)
        .isThrownBy(
            () ->
                store.save(
                    after(1),
                    prefix -> {
                      throw new StackOverflowError();
                    },
                    1));
    assertThat(names(folder)).containsExactly("best", "epoch-0000", "latest");
  }

  @Test
  void latest_killedWhileWriting_isTheOneBefore() throws IOException {
    Path half = Files.createDirectory(folder.resolve(".writing-epoch-0001"));
    Files.writeString(half.resolve("variables.index"), "ha");
    assertThat(content(store.latest().orElseThrow())).isEqualTo("whole");
    store.save(after(1), variables("next"), 1);
    assertThat(names(folder)).containsExactly("best", "epoch-0001", "latest");
    assertThat(content(store.latest().orElseThrow())).isEqualTo("next");
  }

  @Test
  void latest_killedBetweenTheTwoRenames_isTheOldOne() throws IOException {
    Files.createDirectory(folder.resolve(".writing-epoch-0000"));
    Files.move(folder.resolve("epoch-0000"), folder.resolve(".replaced-epoch-0000"));
    assertThat(content(store.latest().orElseThrow())).isEqualTo("whole");
    assertThat(content(store.best().orElseThrow())).isEqualTo("whole");

    VariablesWriter full =
        prefix -> {
          throw new IOException("No space left on device");
        };
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> store.save(after(1), full, 1));
    assertThat(content(store.latest().orElseThrow())).isEqualTo("whole");
    assertThat(names(folder)).containsExactly("best", "epoch-0000", "latest");
  }

  @Test
  void latest_killedAfterTheTwoRenames_isTheNewOne() throws IOException {
    Path replaced = Files.createDirectory(folder.resolve(".replaced-epoch-0000"));
    Files.writeString(replaced.resolve("variables.index"), "old");
    assertThat(content(store.latest().orElseThrow())).isEqualTo("whole");
    store.save(after(1), variables("next"), 9);
    assertThat(names(folder)).containsExactly("best", "epoch-0000", "epoch-0001", "latest");
  }

  @Test
  void latest_killedWhileRemoving_isNotTheRemovedOne() throws IOException {
    Path removing = Files.createDirectory(folder.resolve(".removing-epoch-0009"));
    Files.writeString(removing.resolve("variables.index"), "old");
    assertThat(content(store.latest().orElseThrow())).isEqualTo("whole");
    store.save(after(1), variables("next"), 9);
    assertThat(names(folder)).doesNotContain(".removing-epoch-0009");
  }

  @Test
  void save_processKilledAtAnyMoment_leavesAWholeLatestOne() throws Exception {
    int saved = 0;
    Random random = new Random(5);
    for (int life = 0; life < 4; life++) {
      Process process =
          OtherProcess.start(SavingProcess.class, folder.toString(), Integer.toString(saved + 1));
      try (BufferedReader lines = process.inputReader()) {
        // Kill it while the variables are being written, or around the renames.
        for (int line = 1 + random.nextInt(16); line > 0; line--) {
          String moment = lines.readLine();
          saved = moment.equals("writing") ? saved : Integer.parseInt(moment);
        }
        process.destroyForcibly();
      }
      process.waitFor();

      Checkpoint latest = store.latest().orElseThrow();
      int epoch = latest.state().progress().position().epoch() - 1;
      assertThat(epoch).isGreaterThanOrEqualTo(saved);
      assertThat(content(latest)).isEqualTo(SavingProcess.content(epoch));
      assertThat(store.best()).isPresent();
      saved = epoch;
    }
    store.save(after(saved + 1), variables("last"), 1);
    assertThat(names(folder))
        .isEqualTo(List.of("best", Position.after(saved + 1).folderName(), "latest"));
  }
}
