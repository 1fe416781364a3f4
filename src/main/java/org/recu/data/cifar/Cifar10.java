package org.recu.data.cifar;

import java.util.List;
import org.recu.data.DatasetInfo;
import org.recu.image.Normalization;

/** What CIFAR-10 is (Krizhevsky, "Learning multiple layers of features from tiny images", 2009). */
public final class Cifar10 {
  public static final DatasetInfo INFO =
      new DatasetInfo(
          "cifar10",
          List.of(
              "airplane",
              "automobile",
              "bird",
              "cat",
              "deer",
              "dog",
              "frog",
              "horse",
              "ship",
              "truck"),
          CifarImages.IMAGE_SIZE,
          new Normalization(List.of(.485, .456, .406), List.of(.229, .224, .225)));

  private static final int RECORDS = 10_000;

  private Cifar10() {}

  /** The layouts as distributed, with 10,000 records per file. */
  public static List<CifarVersion> versions() {
    return versions(RECORDS);
  }

  /** The layouts with another number of records in each file. */
  static List<CifarVersion> versions(int records) {
    return List.of(
        new CifarVersion(
            "cifar-10-batches-bin",
            new CifarBinaryReader(1),
            new CifarFiles(
                List.of(
                    "data_batch_1.bin",
                    "data_batch_2.bin",
                    "data_batch_3.bin",
                    "data_batch_4.bin",
                    "data_batch_5.bin"),
                records),
            new CifarFiles(List.of("test_batch.bin"), records)),
        new CifarVersion(
            "cifar-10-batches-py",
            new CifarPickleReader("labels"),
            new CifarFiles(
                List.of(
                    "data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5"),
                records),
            new CifarFiles(List.of("test_batch"), records)));
  }
}
