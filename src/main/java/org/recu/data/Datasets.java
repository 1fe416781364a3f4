package org.recu.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The data sets that are known by name. */
public final class Datasets {
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(
              Cifar10.INFO, path -> CifarDataset.open(Cifar10.INFO, Cifar10.versions(), path)),
          new Entry(
              Cifar100.INFO, path -> CifarDataset.open(Cifar100.INFO, Cifar100.versions(), path)),
          new Entry(ShapesDataset.INFO, path -> new ShapesDataset()));

  private Datasets() {}

  /** All names, as {@code --dataset} takes them. */
  public static List<String> names() {
    return ENTRIES.stream().map(entry -> entry.info().name()).toList();
  }

  /**
   * What is known of a set without opening a file.
   *
   * @throws IllegalArgumentException if there is no set of that name
   */
  public static DatasetInfo info(String name) {
    return entry(name).info();
  }

  /**
   * Opens a set. Its halves are found and read when they are asked for.
   *
   * @param name one of {@link #names()}
   * @param dataPath folder that holds the set's folder, or that folder itself; not needed for a set
   *     that is drawn
   * @throws DataException if the set is read from files and there is no dataPath, or no such folder
   * @throws IllegalArgumentException if there is no set of that name
   */
  public static Dataset<?> open(String name, Optional<Path> dataPath) throws IOException {
    return entry(name).opener().open(dataPath);
  }

  private static Entry entry(String name) {
    return ENTRIES.stream()
        .filter(entry -> entry.info().name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "dataset (" + name + ") must be one of " + String.join(", ", names())));
  }

  private record Entry(DatasetInfo info, Opener opener) {}

  private interface Opener {
    Dataset<?> open(Optional<Path> dataPath) throws IOException;
  }
}
