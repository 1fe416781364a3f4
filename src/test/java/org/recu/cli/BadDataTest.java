package org.recu.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors that a user sees when training on bad data. No run begins. */
final class BadDataTest {

  /** Bytes in a distributed CIFAR-10 file: 10,000 records of a label and 32x32x3 pixels. */
  private static final long SIZE = 30_730_000;

  @TempDir private Path place;
  private Path data;
  private Path binary;

  @BeforeEach
  void makeFiles() throws IOException {
    data = place.resolve("data");
    binary = Files.createDirectories(data.resolve("cifar-10-batches-bin"));
    for (int i = 1; i <= 5; i++) {
      Files.createFile(binary.resolve("data_batch_%d.bin".formatted(i)));
    }
    Files.createFile(binary.resolve("test_batch.bin"));
  }

  @Test
  void train_noSuchFolder_saysHowToGetTheData() throws IOException {
    Path nowhere = place.resolve("nowhere");
    refusedIn(nowhere)
        .names("data path " + nowhere + " does not exist", "recu download cifar10 --data_path");
  }

  @Test
  void train_pathIsAFile_saysSo() throws IOException {
    Path file = binary.resolve("test_batch.bin");
    refusedIn(file).names(file + " is not a folder");
  }

  @Test
  void train_oneFileMissing_namesIt() throws IOException {
    Path missing = binary.resolve("data_batch_4.bin");
    Files.delete(missing);
    refusedIn(data).names(missing + " is missing");
  }

  @ParameterizedTest
  @CsvSource({"0, is empty", "30729999, is truncated", "30730001, is too long"})
  void train_wrongSize_namesFileAndBothSizes(long size, String kind) throws IOException {
    resize("data_batch_1.bin", size);
    refusedIn(data)
        .names(
            binary.resolve("data_batch_1.bin") + ": " + kind,
            "expected 30730000 bytes",
            "found " + size);
  }

  @Test
  void train_labelOutOfRange_namesFileAndRecord() throws IOException {
    resize("data_batch_1.bin", SIZE);
    try (RandomAccessFile file = file("data_batch_1.bin")) {
      file.seek(3 * 3073);
      file.write(10);
    }
    refusedIn(data).names(binary.resolve("data_batch_1.bin"), "record 3", "10");
  }

  @ParameterizedTest
  @CsvSource({
    "no pickle, corrupt pickle",
    "'', empty",
    // os.system("true"), as a pickle calls it.
    "'cos\nsystem\n(S''true''\ntR.', os.system"
  })
  void train_badPickle_namesFileAndReason(String content, String reason) throws IOException {
    Files.delete(binary.resolve("data_batch_1.bin"));
    Path pickles = Files.createDirectory(data.resolve("cifar-10-batches-py"));
    for (int i = 1; i <= 5; i++) {
      Files.writeString(pickles.resolve("data_batch_" + i), content, ISO_8859_1);
    }
    refusedIn(data).names(pickles.resolve("data_batch_1"), reason);
  }

  private Refusal refusedIn(Path dataPath) throws IOException {
    return Refusal.of(
        Recu.FAILED,
        place,
        "train",
        "--dataset",
        "cifar10",
        "--data_path",
        dataPath.toString(),
        "--model",
        "resnet20_1w1a",
        "--gpus",
        "cpu",
        "--results_dir",
        place.resolve("results").toString());
  }

  /** Resizes a file; an empty file of the official size takes no space on most disks. */
  private void resize(String name, long size) throws IOException {
    try (RandomAccessFile file = file(name)) {
      file.setLength(size);
    }
  }

  private RandomAccessFile file(String name) throws IOException {
    return new RandomAccessFile(binary.resolve(name).toFile(), "rw");
  }
}
