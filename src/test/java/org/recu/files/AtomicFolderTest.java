package org.recu.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFolderTest {

  @TempDir Path parent;

  private Path folder(String name, String content) throws IOException {
    Path folder = Files.createDirectories(parent.resolve(name));
    Files.writeString(folder.resolve("f"), content);
    return folder;
  }

  private String[] names() {
    return parent.toFile().list();
  }

  private static void write(AtomicFolder written, String content) throws IOException {
    Files.writeString(Files.createDirectory(written.path().resolve("below")).resolve("f"), content);
  }

  @Test
  void create_writtenFolder_appearsWhole() throws IOException {
    Path target = parent.resolve("deep/model");
    try (AtomicFolder written = AtomicFolder.begin(target)) {
      write(written, "new");
      assertThat(target).doesNotExist();
      written.create();
    }
    assertThat(target.resolve("below/f")).hasContent("new");
    assertThat(target.getParent().toFile().list()).containsExactly("model");
  }

  @Test
  void begin_belowAFile_isRefused() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThatThrownBy(() -> AtomicFolder.begin(file.resolve("model")))
        .isInstanceOf(NotDirectoryException.class)
        .hasMessage(file.toString());
  }

  @Test
  void close_incomplete_leavesNothing() throws IOException {
    Path target = folder("model", "old");
    try (AtomicFolder written = AtomicFolder.begin(target)) {
      write(written, "new");
    }
    assertThat(target.resolve("f")).hasContent("old");
    assertThat(names()).containsExactly("model");
  }

  @Test
  void create_folderAppearsWhileWriting_isRefusedAndLeftAlone() throws IOException {
    Path target = parent.resolve("model");
    try (AtomicFolder written = AtomicFolder.begin(target)) {
      write(written, "new");
      folder("model", "another process's");
      assertThatThrownBy(written::create)
          .isInstanceOf(FileAlreadyExistsException.class)
          .extracting(e -> FileError.sentence((Exception) e))
          .isEqualTo(target + ": already exists; nothing was overwritten");
    }
    assertThat(target.resolve("f")).hasContent("another process's");
    assertThat(names()).containsExactly("model");
  }

  @Test
  void rename_ontoAFolderWithContent_isRefused() throws IOException {
    Path from = folder("from", "new");
    Path to = folder("to", "old");
    assertThatThrownBy(() -> Sibling.rename(from, to)).isInstanceOf(IOException.class);
    assertThat(to.resolve("f")).hasContent("old");
    assertThat(from.resolve("f")).hasContent("new");
  }

  @Test
  void replace_existingFolder_leavesOnlyTheNew() throws IOException {
    Path target = folder("model", "old");
    try (AtomicFolder written = AtomicFolder.begin(target)) {
      write(written, "new");
      written.replace();
    }
    assertThat(target.resolve("below/f")).hasContent("new");
    assertThat(target.resolve("f")).doesNotExist();
    assertThat(names()).containsExactly("model");
  }

  @Test
  void replace_hiddenFoldersOfOthers_areNotTouched() throws IOException {
    Path target = folder("model", "old");
    for (String name : new String[] {".old-model", ".writing-model", ".replaced-model"}) {
      folder(name, "a user's");
    }
    try (AtomicFolder written = AtomicFolder.begin(target)) {
      write(written, "new");
      written.replace();
    }
    assertThat(target.resolve("below/f")).hasContent("new");
    for (String name : new String[] {".old-model", ".writing-model", ".replaced-model"}) {
      assertThat(parent.resolve(name).resolve("f")).hasContent("a user's");
    }
    assertThat(names()).hasSize(4);
  }

  @Test
  void recover_killedBetweenTheTwoRenames_putsTheOldFolderBack() throws IOException {
    Path target = folder("model", "old");
    Files.move(target, parent.resolve(".replaced-model"));
    assertThat(AtomicFolder.recover(target)).isTrue();
    assertThat(target.resolve("f")).hasContent("old");
    assertThat(names()).containsExactly("model");
  }

  @Test
  void recover_severalMovedAside_putsTheLatestBack() throws IOException {
    folder(".replaced-model", "a user's");
    folder(".replaced-model-2", "old");
    Path target = parent.resolve("model");
    assertThat(AtomicFolder.recover(target)).isTrue();
    assertThat(target.resolve("f")).hasContent("old");
    assertThat(parent.resolve(".replaced-model/f")).hasContent("a user's");
  }

  @Test
  void recover_targetExists_changesNothing() throws IOException {
    Path target = folder("model", "new");
    folder(".replaced-model", "old");
    assertThat(AtomicFolder.recover(target)).isFalse();
    assertThat(target.resolve("f")).hasContent("new");
    assertThat(names()).hasSize(2);
  }

  @Test
  void replace_afterAKillBetweenTheRenames_endsWithTheNewFolderAlone() throws IOException {
    folder(".replaced-model", "old");
    try (AtomicFolder written = AtomicFolder.begin(parent.resolve("model"))) {
      write(written, "new");
      written.replace();
    }
    assertThat(parent.resolve("model/below/f")).hasContent("new");
    assertThat(names()).containsExactly("model");
  }

  @Test
  void delete_tree_followsNoLink() throws IOException {
    Path kept = folder("kept", "kept");
    Path tree = folder("tree/below", "gone").getParent();
    Files.createSymbolicLink(tree.resolve("link"), kept);
    FileTree.delete(tree);
    FileTree.delete(tree);
    Path link = Files.createSymbolicLink(parent.resolve("link"), kept);
    FileTree.delete(link);
    assertThat(kept.resolve("f")).hasContent("kept");
    assertThat(names()).containsExactly("kept");
  }
}
