package org.recu.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {

  @TempDir Path folder;

  private String[] names() {
    return folder.toFile().list();
  }

  @Test
  void replace_existingFile_hasOnlyTheNewContent() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "old and longer");
    AtomicFile.replace(file, out -> out.write('n'));
    assertThat(file).hasContent("n");
    assertThat(names()).containsExactly("f");
  }

  @Test
  void replace_missingFile_isCreated() throws IOException {
    AtomicFile.replaceUnsynced(folder.resolve("f"), out -> out.write('n'));
    assertThat(folder.resolve("f")).hasContent("n");
    assertThat(names()).containsExactly("f");
  }

  @Test
  void replace_contentFails_leavesTheOldFile() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "old");
    assertThatThrownBy(
            () ->
                AtomicFile.replace(
                    file,
                    out -> {
                      out.write('n');
                      throw new IOException("source is gone");
                    }))
        .hasMessage("source is gone");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("f");
  }

  @Test
  void replace_hiddenFilesOfOthers_areNotTouched() throws IOException {
    Files.writeString(folder.resolve(".writing-f"), "a user's");
    Files.writeString(folder.resolve(".f.new"), "a user's");
    AtomicFile.replace(folder.resolve("f"), out -> out.write('n'));
    assertThat(folder.resolve(".writing-f")).hasContent("a user's");
    assertThat(folder.resolve(".f.new")).hasContent("a user's");
  }

  @Test
  void replace_link_replacesTheLinkAlone() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "other");
    Path link = Files.createSymbolicLink(folder.resolve("f"), other);
    AtomicFile.replace(link, out -> out.write('n'));
    assertThat(other).hasContent("other");
    assertThat(link).hasContent("n");
  }

  @Test
  void create_existingFile_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "old");
    assertThatThrownBy(() -> AtomicFile.create(file, out -> out.write('n')))
        .isInstanceOf(FileAlreadyExistsException.class)
        .extracting(e -> FileError.sentence((Exception) e))
        .isEqualTo(file + ": already exists; nothing was overwritten");
    assertThat(file).hasContent("old");
  }

  @Test
  void create_fileAppearsWhileWriting_isRefusedAndLeftAlone() throws IOException {
    Path file = folder.resolve("f");
    assertThatThrownBy(
            () ->
                AtomicFile.create(
                    file,
                    out -> {
                      out.write('n');
                      Files.writeString(file, "another process's");
                    }))
        .isInstanceOf(FileAlreadyExistsException.class)
        .extracting(e -> FileError.sentence((Exception) e))
        .isEqualTo(file + ": already exists; nothing was overwritten");
    assertThat(file).hasContent("another process's");
    assertThat(names()).containsExactly("f");
  }

  @Test
  void create_checkFails_leavesNothing() {
    Path file = folder.resolve("f");
    assertThatThrownBy(
            () ->
                AtomicFile.create(
                    file,
                    out -> out.write('n'),
                    written -> {
                      assertThat(written).hasContent("n");
                      assertThat(file).doesNotExist();
                      throw new IOException("wrong");
                    }))
        .hasMessage("wrong");
    assertThat(names()).isEmpty();
  }

  @Test
  void create_fileSystemWithoutLinks_isExclusiveToo() throws IOException {
    try (FileSystem zip = ForeignFileSystem.in(folder)) {
      Path file = zip.getPath("/f");
      AtomicFile.create(file, out -> out.write('n'));
      assertThat(Files.readString(file)).isEqualTo("n");
      assertThatThrownBy(
              () ->
                  AtomicFile.create(
                      zip.getPath("/g"), out -> Files.writeString(zip.getPath("/g"), "another")))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThat(Files.readString(zip.getPath("/g"))).isEqualTo("another");
    }
  }

  @Test
  void rename_acrossFileSystems_copies() throws IOException {
    try (FileSystem zip = ForeignFileSystem.in(folder)) {
      Path from = Files.createDirectories(zip.getPath("/tree/below")).getParent();
      Files.writeString(from.resolve("below/f"), "content");
      Path to = folder.resolve("to");
      Sibling.rename(from, to);
      assertThat(to.resolve("below/f")).hasContent("content");
      assertThat(from).doesNotExist();
      assertThat(names()).containsExactlyInAnyOrder("to", "foreign.zip");
    }
  }

  @Test
  void syncEntries_folderThatCannotBeSynced_isPassedOver() throws IOException {
    try (FileSystem zip = ForeignFileSystem.in(folder)) {
      FileTree.syncEntries(zip.getPath("/"));
    }
    FileTree.syncEntries(folder.resolve("missing"));
  }
}
