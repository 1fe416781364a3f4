package org.recu.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.recu.checkpoint.CheckpointFixture.after;
import static org.recu.checkpoint.CheckpointFixture.names;
import static org.recu.checkpoint.CheckpointFixture.variables;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.checkpoint.CheckpointException;
import org.recu.checkpoint.OtherProcess;

final class RunFolderTest {

  @TempDir private Path temp;
  private Path path;
  private RunFolder folder;

  @BeforeEach
  void choose() {
    path = temp.resolve("results/first");
    folder = new RunFolder(path);
  }

  @Test
  void paths_areThoseOfTheLayout() {
    assertThat(folder.config()).isEqualTo(path.resolve("config.json"));
    assertThat(folder.checkpoints().folder()).isEqualTo(path.resolve("checkpoints"));
    assertThat(folder.savedModel()).isEqualTo(path.resolve("savedmodel"));
  }

  @Test
  void create_newFolder_makesItAndItsParents() throws IOException {
    try (RunLock lock = folder.create()) {
      assertThat(lock).isNotNull();
      assertThat(names(path)).containsExactly(".lock");
    }
  }

  @Test
  void create_emptyFolderOrOneKilledBeforeItBegan_isTaken() throws IOException {
    Files.createDirectories(path);
    folder.create().close();
    assertThat(names(path)).containsExactly(".lock");
    folder.create().close();
  }

  @Test
  void create_holdsARun_isRefused() throws IOException {
    Files.createDirectories(path);
    Files.writeString(folder.config(), "{}");
    refused(folder::create, path + " already has a run; --resume resumes it, --save names another");
    Files.delete(folder.config());
    folder.checkpoints().save(after(0), variables("0"), 1);
    refused(folder::create, path + " already has a run; --resume resumes it, --save names another");
  }

  @Test
  void create_foreignFolder_isRefusedAndLeftAlone() throws IOException {
    Files.createDirectories(path);
    Files.writeString(path.resolve("thesis.tex"), "mine");
    refused(
        folder::create,
        path + " is not empty and holds no run (it has thesis.tex); --save names another folder");
    assertThat(names(path)).containsExactly("thesis.tex");
  }

  @Test
  void create_aFile_isRefused() throws IOException {
    Files.createDirectories(path.getParent());
    Files.createFile(path);
    refused(folder::create, path + " is not a folder; --save names another place for the run");
  }

  @Test
  void create_belowAFile_isRefusedWithTheReason() throws IOException {
    Files.createFile(temp.resolve("results"));
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(folder::create)
        .withMessageStartingWith(path + " cannot be used as a run's folder: " + temp)
        .withMessageNotContaining("Exception");
  }

  @Test
  void create_heldByThisProcess_isRefused() throws IOException {
    try (RunLock lock = folder.create()) {
      assertThat(lock).isNotNull();
      refused(
          folder::create,
          path + " is in use: another process is training into it (.lock is locked)");
    }
    folder.create().close();
  }

  @Test
  void create_heldByAnotherProcess_isRefusedUntilThatOneIsKilled() throws Exception {
    Process process = OtherProcess.start(HoldingProcess.class, path.toString());
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("held");
      refused(
          folder::create,
          path + " is in use: another process is training into it (.lock is locked)");
      Files.writeString(folder.config(), "{}");
      refused(
          folder::resume,
          path + " is in use: another process is training into it (.lock is locked)");
      process.destroyForcibly();
    }
    process.waitFor();
    folder.resume().close();
  }

  /** For example, {@code recu runs} lists the runs while one starts. */
  @Test
  void create_anotherProcessAsksWhetherItIsInUse_isNeverRefused() throws Exception {
    folder.create().close();
    Process process = OtherProcess.start(ProbingProcess.class, path.toString());
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("probing");
      for (int i = 0; i < 2000; i++) {
        folder.create().close();
      }
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly();
    }
    process.waitFor();
  }

  /** The moment that the test above meets only now and then. */
  @Test
  void create_whileAnotherProcessAsks_waitsForTheAnswer() throws Exception {
    folder.create().close();
    Process process = OtherProcess.start(AskingProcess.class, path.resolve(".lock").toString());
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("asking");
      CompletableFuture<RunLock> created =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return folder.create();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertThatExceptionOfType(TimeoutException.class)
          .isThrownBy(() -> created.get(300, TimeUnit.MILLISECONDS));
      process.getOutputStream().close();
      created.get(1, TimeUnit.MINUTES).close();
    } finally {
      process.destroyForcibly();
    }
    process.waitFor();
  }

  @Test
  void isInUse_heldByAnotherProcess_isSoUntilThatOneEnds() throws Exception {
    assertThat(folder.isInUse()).as("no folder at all").isFalse();
    Process process = OtherProcess.start(HoldingProcess.class, path.toString());
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("held");
      assertThat(folder.isInUse()).isTrue();
      assertThat(folder.isInUse()).as("looked at twice").isTrue();
      process.destroyForcibly();
    }
    process.waitFor();
    assertThat(folder.isInUse()).isFalse();
  }

  @Test
  void resume_aRun_isTaken() throws IOException {
    Files.createDirectories(path);
    Files.writeString(folder.config(), "{}");
    folder.checkpoints().save(after(0), variables("0"), 1);
    try (RunLock lock = folder.resume()) {
      assertThat(lock).isNotNull();
      assertThat(folder.checkpoints().latest().orElseThrow().state()).isEqualTo(after(0));
    }
  }

  @Test
  void resume_aRunKilledBeforeItsFirstCheckpoint_isTakenWithNone() throws IOException {
    Files.createDirectories(path);
    Files.writeString(folder.config(), "{}");
    try (RunLock lock = folder.resume()) {
      assertThat(lock).isNotNull();
      assertThat(folder.checkpoints().latest()).isEmpty();
    }
  }

  @Test
  void resume_noRun_isRefusedWithWhatIsMissing() throws IOException {
    refused(folder::resume, path + " does not exist: no run to resume");
    Files.createDirectories(path);
    refused(folder::resume, path + " holds no run to resume: no config.json");
    assertThat(names(path)).isEmpty();
    refused(
        () -> new RunFolder(Files.createFile(temp.resolve("file"))).resume(),
        temp.resolve("file") + " is not a folder: no run to resume");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatExceptionOfType(CheckpointException.class).isThrownBy(call).withMessage(message);
  }
}
