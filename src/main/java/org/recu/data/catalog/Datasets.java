package org.recu.data.catalog;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recu.data.DataException;
import org.recu.data.DataSource;
import org.recu.data.Dataset;
import org.recu.data.DatasetInfo;
import org.recu.data.cifar.Cifar10;
import org.recu.data.cifar.Cifar100;
import org.recu.data.cifar.CifarDataset;
import org.recu.data.folders.ImageSet;
import org.recu.data.folders.ImageSetKind;
import org.recu.data.folders.ImageSets;
import org.recu.data.shapes.ShapesDataset;

/** The data sets that are known by name. */
public final class Datasets {
  private static final Map<String, Opener> OPENERS = new LinkedHashMap<>();

  /** The sets of image files, whose images can have any size. */
  private static final List<ImageSetKind> RESIZABLE =
      List.of(ImageSets.TINYIMAGENET, ImageSets.IMAGENET, ImageSets.FOLDER);

  static {
    OPENERS.put(
        Cifar10.INFO.name(),
        source -> CifarDataset.open(Cifar10.INFO, Cifar10.versions(), source.path()));
    OPENERS.put(
        Cifar100.INFO.name(),
        source -> CifarDataset.open(Cifar100.INFO, Cifar100.versions(), source.path()));
    OPENERS.put(ShapesDataset.INFO.name(), source -> new ShapesDataset());
    for (ImageSetKind kind : RESIZABLE) {
      OPENERS.put(kind.name(), source -> ImageSet.open(kind, source));
    }
  }

  private Datasets() {}

  /** All names, as {@code --dataset} takes them. */
  public static List<String> names() {
    return List.copyOf(OPENERS.keySet());
  }

  /** Whether the images of a set can have any size. */
  public static boolean isResizable(String name) {
    return RESIZABLE.stream().anyMatch(kind -> kind.name().equals(name));
  }

  /**
   * Opens a set. What it is, classes and size among it, is known then; its halves are found and
   * read when they are asked for.
   *
   * @param source which one, and where it is
   * @return the set, to be closed by the caller
   * @throws DataException if the set is read from files and there is no path, or no such folder; if
   *     its images have one size and the source asks for another
   * @throws IllegalArgumentException if there is no set of that name
   */
  public static Dataset<?> open(DataSource source) throws IOException {
    Opener opener = OPENERS.get(source.name());
    if (opener == null) {
      throw new IllegalArgumentException(
          "dataset (" + source.name() + ") must be one of " + String.join(", ", names()));
    }
    Dataset<?> dataset = opener.open(source);
    try {
      requireSize(source, dataset.info());
    } catch (DataException e) {
      dataset.close();
      throw e;
    }
    return dataset;
  }

  /**
   * What a set is, for somebody who needs none of its images: without opening it where that is
   * always the same.
   *
   * @throws IOException if it has to be opened, and cannot be
   * @throws IllegalArgumentException if there is no set of that name
   */
  public static DatasetInfo info(DataSource source) throws IOException {
    for (DatasetInfo info : List.of(Cifar10.INFO, Cifar100.INFO, ShapesDataset.INFO)) {
      if (info.name().equals(source.name())) {
        requireSize(source, info);
        return info;
      }
    }
    try (Dataset<?> dataset = open(source)) {
      return dataset.info();
    }
  }

  /** Refuses a size that the images of a set do not have; those in files may have any. */
  private static void requireSize(DataSource source, DatasetInfo info) throws DataException {
    int size = info.imageSize();
    if (source.imageSize().orElse(size) != size) {
      throw new DataException(
          "%s has images of %d pixels, not of %d"
              .formatted(source.name(), size, source.imageSize().getAsInt()));
    }
  }

  private interface Opener {
    Dataset<?> open(DataSource source) throws IOException;
  }
}
