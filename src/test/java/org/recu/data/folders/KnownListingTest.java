package org.recu.data.folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.data.DataException;

/** The listing that a run leaves, and what comes of it when the run goes on. */
final class KnownListingTest {
  @TempDir private Path place;
  private Path known;
  private Path train;
  private SampleFiles files;

  @BeforeEach
  void makeFiles() throws IOException {
    known = place.resolve("listing");
    train = place.resolve("train");
    files = new SampleFiles(train);
    files.with("a/1.jpg", "a/2.jpg", "b/1.jpg", "b/in/ner/3.jpg", "b/read.me").old();
  }

  @Test
  void split_nothingChanged_listsNothing() throws IOException {
    List<String> fresh = files.labelled(save().split());
    // Whoever lists anew sees the file; who trusts the times does not.
    files.with("a/3.jpg").old();
    ListedSplit again = again();
    assertThat(files.labelled(again.split())).isEqualTo(fresh).hasSize(4);
    assertThat(again.remarks())
        .containsExactly(
            train + ": 1 file skipped (hidden, not an image, or in no class folder): b/read.me");
  }

  @Test
  void split_sameFilesWithOtherTimes_goesOnAndKeepsTheNewTimes() throws IOException {
    List<String> fresh = files.labelled(save().split());
    Path file = train.resolve("b/in/ner/3.jpg");
    Files.delete(file);
    Files.createFile(file);
    ListedSplit again = again();
    assertThat(files.labelled(again.split())).isEqualTo(fresh);
    again.save(known);
    assertThat(new ListingFile(known.resolve("train.files")).read().upToDate(train)).isTrue();
  }

  @Test
  void split_filesAndAClassChanged_saysWhich() throws IOException {
    save();
    Files.delete(train.resolve("a/2.jpg"));
    files.with("b/in/4.jpg", "c/1.jpg");
    assertThatThrownBy(() -> again().split())
        .isInstanceOf(DataException.class)
        .hasMessage(
            train
                + " has changed since the run began: 1 is gone (a/2.jpg), 2 are new (b/in/4.jpg"
                + " and another); bring it back, or delete "
                + known.resolve("train.files")
                + " to go on with what is there");
    Files.delete(known.resolve("train.files"));
    assertThat(again().split().size()).isEqualTo(5);
  }

  @Test
  void split_aFolderRenamed_saysSo() throws IOException {
    save();
    Files.move(train.resolve("b/in"), train.resolve("b/out"));
    assertThatThrownBy(() -> again().split())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 is gone (b/in/ner/3.jpg), 1 is new (b/out/ner/3.jpg)");
  }

  @Test
  void split_damagedListing_isNamed() throws IOException {
    save();
    Path file = known.resolve("train.files");
    byte[] bytes = Files.readAllBytes(file);
    for (int damage = 0; damage < bytes.length; damage++) {
      // The header's time, flags and system say nothing of the content.
      if (damage >= 4 && damage < 10) {
        continue;
      }
      byte[] damaged = bytes.clone();
      damaged[damage] ^= 0x55;
      Files.write(file, damaged, StandardOpenOption.TRUNCATE_EXISTING);
      assertThatThrownBy(() -> again().split())
          .as("byte %d", damage)
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(file + " is damaged (")
          .hasMessageEndingWith("): delete it, and the set is listed anew");
    }
    for (int length : List.of(0, 1, bytes.length / 2, bytes.length - 1)) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> again().split())
          .as("length %d", length)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("is damaged");
    }
  }

  @Test
  void save_overAnEarlierListing_leavesNothingElse() throws IOException {
    save().save(known);
    try (var all = Files.list(known)) {
      assertThat(all).containsExactly(known.resolve("train.files"));
    }
  }

  @Test
  void save_nothingAskedFor_writesNothing() throws IOException {
    again().save(known);
    assertThat(known).doesNotExist();
  }

  private ListedSplit save() throws IOException {
    ListedSplit half =
        new ListedSplit("train", new ClassFolders(train, Set.of()), Optional.empty());
    half.split();
    half.save(known);
    return half;
  }

  private ListedSplit again() {
    return new ListedSplit("train", new ClassFolders(train, Set.of()), Optional.of(known));
  }
}
