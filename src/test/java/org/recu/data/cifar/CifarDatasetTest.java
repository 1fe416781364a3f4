package org.recu.data.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.data.DataException;
import org.recu.data.Dataset;
import org.recu.data.Pixels;
import org.recu.data.Split;

final class CifarDatasetTest {
  private static final int RECORDS = CifarFolder.RECORDS;

  @TempDir Path folder;

  private static CifarDataset cifar10(Path dataPath) throws IOException {
    return CifarDataset.open(Cifar10.INFO, Cifar10.versions(RECORDS), Optional.of(dataPath));
  }

  private static CifarDataset cifar100(Path dataPath) throws IOException {
    return CifarDataset.open(
        Cifar100.INFO, Cifar100.versions(RECORDS, RECORDS), Optional.of(dataPath));
  }

  private static void assertHolds(Split<Pixels> split, int index, int file, int classes)
      throws IOException {
    int record = index % RECORDS;
    assertThat(split.label(index)).isEqualTo(CifarFolder.label(file, record, classes));
    byte[] row = new byte[96];
    for (int y = 0; y < 32; y++) {
      split.record(index).copyRow(y, 0, 32, row, 0);
      for (int x = 0; x < 32; x++) {
        for (int channel = 0; channel < 3; channel++) {
          assertThat(row[3 * x + channel] & 0xff)
              .isEqualTo(CifarFolder.pixel(file, record, channel, y, x));
        }
      }
    }
  }

  @Test
  void train_cifar10Binary_recordsOfAllFilesInOrder() throws IOException {
    Split<Pixels> train = cifar10(CifarFolder.cifar10(folder)).train();
    assertThat(train.size()).isEqualTo(5 * RECORDS);
    for (int index : new int[] {0, 1, RECORDS - 1, RECORDS, 3 * RECORDS + 65, 5 * RECORDS - 1}) {
      assertHolds(train, index, index / RECORDS, 10);
    }
  }

  @Test
  void test_cifar10Binary_recordsOfTheTestFile() throws IOException {
    Split<Pixels> test = cifar10(CifarFolder.cifar10(folder)).test();
    assertThat(test.size()).isEqualTo(RECORDS);
    assertHolds(test, 0, 5, 10);
    assertHolds(test, RECORDS - 1, 5, 10);
  }

  @Test
  void train_cifar100Binary_fineLabels() throws IOException {
    CifarDataset set = cifar100(CifarFolder.cifar100(folder));
    assertHolds(set.train(), 66, 0, 100);
    assertHolds(set.test(), 3, 1, 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cifar-10-batches-bin", "cifar10", "cifar10/cifar-10-batches-bin"})
  void test_usualFolders_found(String place) throws IOException {
    CifarFolder.cifar10(folder.resolve(place));
    assertThat(cifar10(folder).test().size()).isEqualTo(RECORDS);
  }

  @Test
  void test_bothVersions_theBinaryOneIsTaken() throws IOException {
    CifarFolder.cifar10(folder.resolve("cifar-10-batches-bin"));
    Path python = Files.createDirectory(folder.resolve("cifar-10-batches-py"));
    Files.writeString(python.resolve("test_batch"), "not read");
    assertThat(cifar10(folder).test().size()).isEqualTo(RECORDS);
  }

  @Test
  void train_binaryHasTestFilesOnly_pythonVersionIsTaken() throws IOException {
    Path binary = CifarFolder.cifar10(folder.resolve("cifar-10-batches-bin"));
    for (int file = 1; file <= 5; file++) {
      Files.delete(binary.resolve("data_batch_" + file + ".bin"));
    }
    Path python = Files.createDirectory(folder.resolve("cifar-10-batches-py"));
    for (int file = 1; file <= 5; file++) {
      try (InputStream pickle = getClass().getResourceAsStream("/data/python2_protocol2.pickle")) {
        Files.copy(pickle, python.resolve("data_batch_" + file));
      }
    }
    Dataset<Pixels> set = CifarDataset.open(Cifar10.INFO, Cifar10.versions(3), Optional.of(folder));
    assertThat(set.train().size()).isEqualTo(15);
  }

  @Test
  void test_trainingFilesMissing_readAllTheSame() throws IOException {
    Files.write(folder.resolve("test_batch.bin"), CifarFolder.binary(5, 1, 10));
    CifarDataset set = cifar10(folder);
    assertThat(set.test().size()).isEqualTo(RECORDS);
    assertThatThrownBy(set::train).isInstanceOf(DataException.class);
  }

  @Test
  void train_nothingThere_saysWhatWasLookedForWhereAndHowToGetIt() throws IOException {
    CifarDataset set = cifar10(folder);
    assertThatThrownBy(set::train)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no training files of cifar10")
        .hasMessageContaining("data_batch_1.bin..data_batch_5.bin in ")
        .hasMessageContaining(folder.resolve("cifar-10-batches-bin").toString())
        .hasMessageContaining(folder.resolve("cifar10").resolve("cifar-10-batches-py").toString())
        .hasMessageEndingWith("get them with: recu download cifar10 --data_path " + folder)
        .hasMessageNotContaining("\n");
  }

  @Test
  void train_oneFileMissing_namesIt() throws IOException {
    CifarFolder.cifar10(folder.resolve("cifar-10-batches-bin"));
    Path missing = folder.resolve("cifar-10-batches-bin").resolve("data_batch_3.bin");
    Files.delete(missing);
    CifarDataset set = cifar10(folder);
    assertThatThrownBy(set::train)
        .isInstanceOf(DataException.class)
        .hasMessage(
            missing
                + " is missing: the training files of cifar10 are"
                + " data_batch_1.bin..data_batch_5.bin");
  }

  private void assertWrongSize(byte[] content, String kind) throws IOException {
    CifarFolder.cifar10(folder);
    Path file = Files.write(folder.resolve("data_batch_2.bin"), content);
    CifarDataset set = cifar10(folder);
    assertThatThrownBy(set::train)
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + ": "
                + kind
                + ": expected 215110 bytes (70 records of 3073), found "
                + content.length);
  }

  @Test
  void train_emptyFile_saysExpectedAndFoundSize() throws IOException {
    assertWrongSize(new byte[0], "is empty");
  }

  @Test
  void train_truncatedFile_saysExpectedAndFoundSize() throws IOException {
    byte[] whole = CifarFolder.binary(1, 1, 10);
    assertWrongSize(Arrays.copyOf(whole, whole.length - 1), "is truncated");
    assertWrongSize(Arrays.copyOf(whole, whole.length - 3073), "is truncated");
  }

  @Test
  void train_overlongFile_saysExpectedAndFoundSize() throws IOException {
    byte[] whole = CifarFolder.binary(1, 1, 10);
    assertWrongSize(Arrays.copyOf(whole, whole.length + 1), "is too long");
    assertWrongSize(Arrays.copyOf(whole, whole.length + 3073), "is too long");
  }

  @Test
  void train_labelOutOfRange_namesFileAndRecord() throws IOException {
    CifarFolder.cifar10(folder);
    byte[] content = CifarFolder.binary(3, 1, 10);
    content[66 * 3073] = 10;
    Path file = Files.write(folder.resolve("data_batch_4.bin"), content);
    CifarDataset set = cifar10(folder);
    assertThatThrownBy(set::train)
        .isInstanceOf(DataException.class)
        .hasMessage(file + ": record 66 (from 0) has label 10, expected 0..9");
  }

  @Test
  void train_fineLabelOutOfRange_namesFileAndRecord() throws IOException {
    CifarFolder.cifar100(folder);
    byte[] content = CifarFolder.binary(0, 2, 100);
    content[2 * 3074 + 1] = (byte) 200;
    Path file = Files.write(folder.resolve("train.bin"), content);
    CifarDataset set = cifar100(folder);
    assertThatThrownBy(set::train)
        .isInstanceOf(DataException.class)
        .hasMessage(file + ": record 2 (from 0) has label 200, expected 0..99");
  }

  @Test
  void versions_officialFiles_officialSizes() {
    CifarFiles train = Cifar10.versions().get(0).train();
    assertThat(train.records()).isEqualTo(50_000);
    assertThat(train.recordsEach() * 3073L).isEqualTo(30_730_000);
    assertThat(Cifar100.versions().get(0).train().recordsEach() * 3074L).isEqualTo(153_700_000);
    assertThat(Cifar100.versions().get(0).test().recordsEach() * 3074L).isEqualTo(30_740_000);
  }

  @Test
  void open_pathIsMissingOrAFile_saysSo() throws IOException {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> cifar10(missing))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data path "
                + missing
                + " does not exist; get cifar10 with: recu download cifar10 --data_path "
                + missing);
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> cifar10(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("data path " + file + " is not a folder");
  }
}
