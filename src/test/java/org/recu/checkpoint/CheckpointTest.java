package org.recu.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.recu.checkpoint.CheckpointFixture.after;
import static org.recu.checkpoint.CheckpointFixture.inside;
import static org.recu.checkpoint.CheckpointFixture.variables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.checkpoint.proto.FileMessage;
import org.recu.checkpoint.proto.TrainingStateMessage;

final class CheckpointTest {

  private static final String DATA = "variables.data-00000-of-00001";

  @TempDir private Path temp;
  private Path folder;

  @BeforeEach
  void save() throws IOException {
    folder = new CheckpointStore(temp).save(after(3), variables("weights"), 3);
  }

  @Test
  void open_givesBackEverythingThatWasSaved() throws IOException {
    Checkpoint checkpoint = Checkpoint.open(folder);
    assertThat(checkpoint.state()).isEqualTo(after(3));
    assertThat(checkpoint.variables()).isEqualTo(folder.resolve("variables"));
    assertThat(CheckpointFixture.content(checkpoint)).isEqualTo("weights");
  }

  @Test
  void open_insideAnEpoch_givesBackTheSumsToTheLastBit() throws IOException {
    TrainingState state = inside(4, 120);
    Path inside = new CheckpointStore(temp).save(state, variables("weights"), 3);
    assertThat(Checkpoint.open(inside).state()).isEqualTo(state);
    assertThat(Checkpoint.open(inside).state().progress().sums().scores().lossSum())
        .isEqualTo(120.1);
  }

  @Test
  void save_theSameStateTwice_writesTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(folder.resolve("state.pb"));
    new CheckpointStore(temp).save(after(3), variables("weights"), 3);
    assertThat(Files.readAllBytes(folder.resolve("state.pb"))).isEqualTo(first);
  }

  @Test
  void open_anyByteOfTheStateFlipped_isRefused() throws IOException {
    Path file = folder.resolve("state.pb");
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= (byte) (1 << i % 8);
      Files.write(file, damaged);
      refused("byte " + i, file + " is ");
    }
  }

  @Test
  void open_anyLengthOfTheStateButItsOwn_isRefused() throws IOException {
    Path file = folder.resolve("state.pb");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      refused(length + " bytes", "%s is truncated: %d bytes found, ".formatted(file, length));
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    refused(
        "one more",
        "%s is too long: %d bytes found, %d were written"
            .formatted(file, whole.length + 1, whole.length));
  }

  @Test
  void open_randomBitsOfTheVariablesFlipped_isRefused() throws IOException {
    byte[] content = new byte[5000];
    Random random = new Random(11);
    random.nextBytes(content);
    folder =
        new CheckpointStore(temp)
            .save(after(4), prefix -> Files.write(Path.of(prefix + ".index"), content), 3);
    Path file = folder.resolve("variables.index");
    for (int trial = 0; trial < 200; trial++) {
      byte[] damaged = content.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      refused("trial " + trial, file + " is damaged: its CRC-32C is ");
    }
  }

  @Test
  void open_variablesOfAnotherLength_isRefusedWithBothSizes() throws IOException {
    Files.writeString(folder.resolve(DATA), "weight");
    refused("shorter", folder.resolve(DATA) + " is truncated: 6 bytes found, 7 were written");
    Files.writeString(folder.resolve(DATA), "weights!");
    refused("longer", folder.resolve(DATA) + " is too long: 8 bytes found, 7 were written");
  }

  @Test
  void open_variablesMissing_isRefused() throws IOException {
    Files.delete(folder.resolve(DATA));
    refused("missing", folder.resolve(DATA) + " is missing, 7 bytes were written");
  }

  @Test
  void open_stateMissing_isRefused() throws IOException {
    Files.delete(folder.resolve("state.pb"));
    refused("missing", folder + " is not a whole checkpoint: it holds no state.pb");
  }

  @Test
  void open_noFolder_isRefused() throws IOException {
    folder = temp.resolve("epoch-0009");
    refused("missing", folder + " does not exist, expected a checkpoint");
    Files.createFile(folder);
    refused("a file", folder + " is a file, expected the folder of a checkpoint");
  }

  @Test
  void open_anotherProgramsState_isRefused() throws IOException {
    Files.writeString(folder.resolve("state.pb"), "just some text of some length");
    refused("text", folder.resolve("state.pb") + " is not a checkpoint's state");
  }

  @Test
  void open_newerFormat_isRefusedWithBothNumbers() throws IOException {
    byte[] payload = TrainingStateMessage.newBuilder().setFormatVersion(2).build().toByteArray();
    writeFramed(payload);
    refused(
        "newer", folder.resolve("state.pb") + " is of format 2, this program reads up to format 1");
  }

  @Test
  void open_frameAroundSomethingElse_isRefused() throws IOException {
    writeFramed(new byte[] {(byte) 0xFF, (byte) 0xFF});
    refused("no message", folder.resolve("state.pb") + " is no training state: ");
  }

  @Test
  void open_impossibleState_isRefused() throws IOException {
    Files.delete(folder.resolve("state.pb"));
    StateFile.write(folder, TrainingStateMessage.newBuilder());
    refused(
        "empty",
        folder.resolve("state.pb")
            + " is corrupt: mean [] and standard deviation [] must have 3 numbers"
            + " each");
  }

  @Test
  void open_manifestThatLeavesTheFolder_isRefused() throws IOException {
    for (String name : List.of("../secret", "/etc/passwd", "..")) {
      StateFile.write(
          folder,
          StateMessages.toMessage(after(3)).addFiles(FileMessage.newBuilder().setName(name)));
      refused(name, folder + ": its state names a file outside of it: " + name);
    }
  }

  /** Writes a payload in its frame, independently of the code under test. */
  private void writeFramed(byte[] payload) throws IOException {
    CRC32C checksum = new CRC32C();
    checksum.update(payload);
    try (var out =
        new java.io.DataOutputStream(Files.newOutputStream(folder.resolve("state.pb")))) {
      out.writeBytes("ReCUckpt");
      out.writeInt(payload.length);
      out.writeInt((int) checksum.getValue());
      out.write(payload);
    }
  }

  private void refused(String what, String beginning) {
    assertThatExceptionOfType(CheckpointException.class)
        .as(what)
        .isThrownBy(() -> Checkpoint.open(folder))
        .withMessageStartingWith(beginning)
        .withMessageNotContaining("\n");
  }
}
