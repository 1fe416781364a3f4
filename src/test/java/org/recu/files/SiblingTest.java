package org.recu.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SiblingTest {

  @TempDir private Path temp;

  /** The name that is written has 18 characters more than the one in the end. */
  @ParameterizedTest
  @ValueSource(strings = {"n", "\u00e4", "\ud83d\ude42"})
  void of_longestName_isNoLonger(String letter) throws IOException {
    int bytes = letter.getBytes(StandardCharsets.UTF_8).length;
    Path longest = temp.resolve(letter.repeat(255 / bytes));
    AtomicFile.create(longest, out -> out.write('x'));
    AtomicFile.replace(longest, out -> out.write('y'));
    assertThat(longest).hasContent("y");
    assertThat(temp.toFile().list()).hasSize(1);
  }

  /** As an overlay refuses for folders of a lower layer. */
  @Test
  void rename_refusedOnce_isDoneByCopyAndRename() throws IOException {
    Path from = folder("from", "new");
    Path to = Files.createDirectory(temp.resolve("to"));
    Sibling.rename(from, to, refusing(1));
    assertThat(to.resolve("below/f")).hasContent("new");
    assertThat(temp.toFile().list()).containsExactly("to");
  }

  /** Where nothing is ever renamed, what a rename would have replaced is still replaced. */
  @Test
  void rename_alwaysRefused_isDoneByCopying() throws IOException {
    Path folder = temp.resolve("to");
    Sibling.rename(folder("from", "new"), Files.createDirectory(folder), refusing(9));
    assertThat(folder.resolve("below/f")).hasContent("new");

    Path file = Files.writeString(temp.resolve("file"), "old");
    Sibling.rename(Files.writeString(temp.resolve("written"), "new"), file, refusing(9));
    assertThat(file).hasContent("new");

    Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("file"));
    Path other = Files.createSymbolicLink(temp.resolve("other"), Path.of("to"));
    Sibling.rename(other, link, refusing(9));
    assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("to"));
    assertThat(temp.toFile().list()).containsExactlyInAnyOrder("to", "file", "link");
  }

  @Test
  void rename_alwaysRefused_leavesWhatARenameWouldLeave() throws IOException {
    Path from = folder("from", "new");
    Path full = folder("full", "old");
    assertThatThrownBy(() -> Sibling.rename(from, full, refusing(9)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(full.toString());
    Path file = Files.writeString(temp.resolve("file"), "old");
    assertThatThrownBy(() -> Sibling.rename(from, file, refusing(9)))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(full.resolve("below/f")).hasContent("old");
    assertThat(file).hasContent("old");
    assertThat(from.resolve("below/f")).hasContent("new");
    assertThat(temp.toFile().list()).containsExactlyInAnyOrder("from", "full", "file");
  }

  /** Whoever named the file has never heard of its hidden sibling. */
  @Test
  void errors_ofTheHiddenName_nameTheFile() {
    Path missing = temp.resolve("missing").resolve("file");
    assertThatThrownBy(() -> AtomicFile.replace(missing, out -> {}))
        .satisfies(e -> says(e, missing + ": no such file or folder"));
    Path tooLong = temp.resolve("n".repeat(256));
    assertThatThrownBy(() -> AtomicFile.replace(tooLong, out -> {}))
        .satisfies(e -> says(e, tooLong + ": File name too long"));
  }

  private static void says(Throwable e, String sentence) {
    assertThat(FileError.sentence((Exception) e)).isEqualTo(sentence);
  }

  private Path folder(String name, String content) throws IOException {
    Path below = Files.createDirectories(temp.resolve(name).resolve("below"));
    Files.writeString(below.resolve("f"), content);
    return below.getParent();
  }

  /** A file system that refuses its first renames. */
  private static Sibling.Move refusing(int times) {
    int[] left = {times};
    return (from, to) -> {
      if (left[0]-- > 0) {
        throw new AtomicMoveNotSupportedException(from.toString(), to.toString(), "EXDEV");
      }
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    };
  }
}
