package org.recu.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.recu.checkpoint.CheckpointFixture.after;
import static org.recu.checkpoint.CheckpointFixture.content;
import static org.recu.checkpoint.CheckpointFixture.inside;
import static org.recu.checkpoint.CheckpointFixture.names;
import static org.recu.checkpoint.CheckpointFixture.variables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CheckpointStoreTest {

  @TempDir private Path temp;
  private Path folder;
  private CheckpointStore store;

  @BeforeEach
  void choose() {
    folder = temp.resolve("run/checkpoints");
    store = new CheckpointStore(folder);
  }

  @Test
  void latestAndBest_nothingSavedYet_areEmpty() throws IOException {
    assertThat(store.latest()).isEmpty();
    assertThat(store.best()).isEmpty();
    Files.createDirectories(folder);
    assertThat(store.latest()).isEmpty();
  }

  @Test
  void latestAndBest_areReadFromNamesAndState() throws IOException {
    store.save(after(0, 0), variables("0"), 3);
    store.save(after(1, 1), variables("1"), 3);
    store.save(after(2, 1), variables("2"), 3);

    assertThat(content(store.latest().orElseThrow())).isEqualTo("2");
    assertThat(content(store.best().orElseThrow())).isEqualTo("1");
    assertThat(new CheckpointStore(folder).best().orElseThrow().state()).isEqualTo(after(1, 1));
  }

  @Test
  void best_beforeTheFirstEvaluation_isEmpty() throws IOException {
    store.save(inside(0, 5), variables("0"), 3);
    assertThat(store.best()).isEmpty();
    assertThat(store.latest()).isPresent();
  }

  @Test
  void save_linksLatestAndBestForPeople() throws IOException {
    store.save(after(0, 0), variables("0"), 3);
    store.save(after(1, 0), variables("1"), 3);
    assertThat(Files.readSymbolicLink(folder.resolve("latest"))).isEqualTo(Path.of("epoch-0001"));
    assertThat(Files.readSymbolicLink(folder.resolve("best"))).isEqualTo(Path.of("epoch-0000"));
    assertThat(content(Checkpoint.open(folder.resolve("latest")))).isEqualTo("1");
  }

  @Test
  void save_whereALinkCannotBe_doesWithout() throws IOException {
    Files.createDirectories(folder.resolve("latest/full"));
    store.save(after(0), variables("0"), 3);
    assertThat(names(folder)).containsExactly("best", "epoch-0000", "latest");
    assertThat(content(store.latest().orElseThrow())).isEqualTo("0");
  }

  /** Saved checkpoints in order; the best epoch at the end; number to keep; what remains. */
  static Stream<Arguments> prunings() {
    return Stream.of(
        Arguments.of(4, 3, 1, List.of("epoch-0003")),
        Arguments.of(4, 0, 1, List.of("epoch-0000", "epoch-0003")),
        Arguments.of(4, 2, 2, List.of("epoch-0002", "epoch-0003")),
        Arguments.of(4, 1, 2, List.of("epoch-0001", "epoch-0002", "epoch-0003")),
        Arguments.of(3, 0, 3, List.of("epoch-0000", "epoch-0001", "epoch-0002")),
        Arguments.of(2, 0, 9, List.of("epoch-0000", "epoch-0001")));
  }

  @ParameterizedTest
  @MethodSource("prunings")
  void save_keepsTheLastOnesAndTheBest(int epochs, int best, int keep, List<String> stay)
      throws IOException {
    for (int epoch = 0; epoch < epochs; epoch++) {
      store.save(after(epoch, Math.min(epoch, best)), variables("" + epoch), keep);
    }
    assertThat(names(folder)).filteredOn(name -> name.contains("epoch")).isEqualTo(stay);
    assertThat(content(store.best().orElseThrow())).isEqualTo("" + best);
  }

  @Test
  void save_countsCheckpointsWithinAnEpochAmongTheLast() throws IOException {
    store.save(after(0), variables("a"), 2);
    store.save(inside(1, 10), variables("b"), 2);
    store.save(inside(1, 20), variables("c"), 2);
    store.save(inside(1, 30), variables("d"), 2);
    assertThat(names(folder))
        .contains("epoch-0001-step-000020", "epoch-0001-step-000030")
        .doesNotContain("epoch-0001-step-000010");
  }

  @Test
  void save_leavesAloneWhatIsNotACheckpoint() throws IOException {
    Files.createDirectories(folder.resolve("epoch-0000-mine"));
    Files.writeString(folder.resolve("notes.txt"), "mine");
    store.save(after(0), variables("0"), 1);
    store.save(after(1), variables("1"), 1);
    assertThat(names(folder))
        .containsExactly("best", "epoch-0000-mine", "epoch-0001", "latest", "notes.txt");
  }

  @Test
  void save_thePositionAgain_replacesIt() throws IOException {
    store.save(after(0), variables("first"), 3);
    store.save(after(0), variables("second"), 3);
    assertThat(content(store.latest().orElseThrow())).isEqualTo("second");
    assertThat(names(folder)).containsExactly("best", "epoch-0000", "latest");
  }

  @Test
  void save_behindAnotherCheckpoint_isRefused() throws IOException {
    store.save(after(5), variables("5"), 3);
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> store.save(after(2), variables("2"), 3))
        .withMessage(
            "checkpoint %1$s/epoch-0002 was not written: epoch-0005 is ahead of it; the last whole"
                + " checkpoint is %1$s/epoch-0005",
            folder);
  }

  @Test
  void save_keepOfNone_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.save(after(0), variables("0"), 0))
        .withMessage("keep (0) must be at least 1");
  }

  @Test
  void latest_damaged_isRefusedAndNamesTheOneBefore() throws IOException {
    store.save(after(0), variables("0"), 3);
    store.save(after(1), variables("1"), 3);
    Files.delete(folder.resolve("epoch-0001/variables.index"));
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> store.latest())
        .withMessage(
            "%1$s/epoch-0001/variables.index is missing, 10 bytes were written; the checkpoint"
                + " before it is %1$s/epoch-0000",
            folder);
    Files.delete(folder.resolve("epoch-0000/variables.index"));
    Files.move(folder.resolve("epoch-0001"), temp.resolve("aside"));
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> store.latest())
        .withMessageEndingWith("; there is no older checkpoint");
  }

  @Test
  void latest_renamed_isRefused() throws IOException {
    store.save(after(1), variables("1"), 3);
    Files.move(folder.resolve("epoch-0001"), folder.resolve("epoch-0007"));
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> store.latest())
        .withMessageStartingWith("%s/epoch-0007 holds the state of epoch-0001; ", folder);
  }

  @Test
  void best_missing_isRefused() throws IOException {
    store.save(after(1, 0), variables("1"), 3);
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> store.best())
        .withMessage("%s/epoch-0000, the best checkpoint of the run, does not exist", folder);
  }

  @Test
  void latest_aFileInPlaceOfTheFolder_isRefused() throws IOException {
    Files.createDirectories(folder.getParent());
    Files.createFile(folder);
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> store.latest())
        .withMessage("%1$s cannot be read: %1$s: not a folder", folder);
  }
}
