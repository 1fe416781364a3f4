package org.recu.data.download;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.recu.data.Archive;

/**
 * Where data sets come from. Sizes and checksums are those of the official files, as TensorFlow
 * Datasets lists them too.
 */
public final class Downloads {
  private static final SortedMap<String, Archive> ARCHIVES =
      new TreeMap<>(
          Map.of(
              "cifar10",
              new Archive(
                  URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
                  170_052_171,
                  "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
                  "cifar-10-batches-bin",
                  184_380_000),
              "cifar100",
              new Archive(
                  URI.create("https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz"),
                  168_513_733,
                  "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
                  "cifar-100-binary",
                  184_440_000)));

  private Downloads() {}

  /** Names of the sets that can be downloaded. */
  public static List<String> names() {
    return List.copyOf(ARCHIVES.keySet());
  }

  /**
   * The official archive of a set.
   *
   * @throws IllegalArgumentException if the set cannot be downloaded
   */
  public static Archive archive(String name) {
    Archive archive = ARCHIVES.get(name);
    if (archive == null) {
      throw new IllegalArgumentException(
          "dataset (" + name + ") must be one of " + String.join(", ", ARCHIVES.keySet()));
    }
    return archive;
  }
}
