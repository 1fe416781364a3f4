package org.recu.data.cifar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small made-up sets in the layouts of CIFAR for tests. */
final class CifarFolder {
  /** Records in each made-up file. */
  static final int RECORDS = 70;

  private CifarFolder() {}

  /** Made-up value of a channel of a pixel; file counts from 0, the test file is the last. */
  static int pixel(int file, int record, int channel, int row, int column) {
    return (file * 41 + record * 17 + channel * 83 + row * 7 + column * 3) & 0xff;
  }

  static int label(int file, int record, int classes) {
    return (file + record * 3) % classes;
  }

  /** A file of records in the binary version. */
  static byte[] binary(int file, int labelBytes, int classes) {
    byte[] bytes = new byte[RECORDS * (labelBytes + 3072)];
    int at = 0;
    for (int record = 0; record < RECORDS; record++) {
      if (labelBytes == 2) {
        bytes[at++] = 19;
      }
      bytes[at++] = (byte) label(file, record, classes);
      for (int channel = 0; channel < 3; channel++) {
        for (int row = 0; row < 32; row++) {
          for (int column = 0; column < 32; column++) {
            bytes[at++] = (byte) pixel(file, record, channel, row, column);
          }
        }
      }
    }
    return bytes;
  }

  /** Writes the six files of CIFAR-10, binary version. */
  static Path cifar10(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int file = 0; file < 5; file++) {
      Files.write(folder.resolve("data_batch_" + (file + 1) + ".bin"), binary(file, 1, 10));
    }
    Files.write(folder.resolve("test_batch.bin"), binary(5, 1, 10));
    return folder;
  }

  /** Writes the two files of CIFAR-100, binary version. */
  static Path cifar100(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("train.bin"), binary(0, 2, 100));
    Files.write(folder.resolve("test.bin"), binary(1, 2, 100));
    return folder;
  }
}
