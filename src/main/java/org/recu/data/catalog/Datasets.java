package org.recu.data.catalog;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.recu.data.Archive;
import org.recu.data.DataException;
import org.recu.data.DataSource;
import org.recu.data.Dataset;
import org.recu.data.DatasetDescriptor;
import org.recu.data.DatasetDescriptor.Files;
import org.recu.data.DatasetDescriptor.Images;
import org.recu.data.DatasetDescriptor.Storage;
import org.recu.data.DatasetDescriptor.Training;
import org.recu.data.DatasetInfo;
import org.recu.data.Preset;
import org.recu.data.cifar.Cifar10;
import org.recu.data.cifar.Cifar100;
import org.recu.data.cifar.CifarDataset;
import org.recu.data.folders.ImageSet;
import org.recu.data.folders.ImageSetKind;
import org.recu.data.images.StandardMappings;
import org.recu.data.shapes.ShapesDataset;
import org.recu.image.Normalization;

/** The data sets that are known by name. Adding one means adding its descriptor here. */
public final class Datasets {
  private static final int LARGE_IMAGE = 224;

  private static final Normalization IMAGENET_COLOURS =
      new Normalization(List.of(.485, .456, .406), List.of(.229, .224, .225));

  private static final Training SMALL =
      new Training(Optional.of(Preset.SMALL), OptionalDouble.empty());

  /** Sizes and checksums of the archives are those of the official files. */
  private static final List<DatasetDescriptor> ALL =
      List.of(
          new DatasetDescriptor(
              Cifar10.INFO.name(),
              "CIFAR-10",
              images(Cifar10.INFO),
              new Files(
                  Storage.ARRAYS,
                  List.of(),
                  Optional.of(
                      new Archive(
                          URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
                          170_052_171,
                          "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
                          "cifar-10-batches-bin",
                          184_380_000))),
              SMALL,
              (set, source) -> CifarDataset.open(Cifar10.INFO, Cifar10.versions(), source.path())),
          new DatasetDescriptor(
              Cifar100.INFO.name(),
              "CIFAR-100",
              images(Cifar100.INFO),
              new Files(
                  Storage.ARRAYS,
                  List.of(),
                  Optional.of(
                      new Archive(
                          URI.create("https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz"),
                          168_513_733,
                          "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
                          "cifar-100-binary",
                          184_440_000))),
              SMALL,
              (set, source) ->
                  CifarDataset.open(Cifar100.INFO, Cifar100.versions(), source.path())),
          new DatasetDescriptor(
              ShapesDataset.INFO.name(),
              "built in, drawn by the program",
              images(ShapesDataset.INFO),
              new Files(Storage.DRAWN, List.of(), Optional.empty()),
              SMALL,
              (set, source) -> new ShapesDataset()),
          new DatasetDescriptor(
              "imagenet",
              "ImageNet, ILSVRC 2012",
              new Images(OptionalInt.of(1000), LARGE_IMAGE, IMAGENET_COLOURS, true),
              imageFiles("imagenet"),
              new Training(Optional.of(Preset.LARGE), OptionalDouble.of(0.1)),
              (set, source) ->
                  ImageSet.open(ImageSetKind.of(set, StandardMappings::imagenet), source)),
          new DatasetDescriptor(
              "tinyimagenet",
              "Tiny-ImageNet",
              new Images(
                  OptionalInt.of(200),
                  LARGE_IMAGE,
                  new Normalization(List.of(.4802, .4481, .3975), List.of(.2302, .2265, .2262)),
                  false),
              imageFiles("tiny-imagenet-200", "tinyimagenet"),
              new Training(Optional.of(Preset.LARGE), OptionalDouble.empty()),
              (set, source) ->
                  ImageSet.open(ImageSetKind.of(set, StandardMappings::tinyimagenet), source)),
          new DatasetDescriptor(
              "folder",
              "your own images in train/CLASS/ and val/CLASS/",
              new Images(OptionalInt.empty(), LARGE_IMAGE, IMAGENET_COLOURS, true),
              imageFiles(),
              new Training(Optional.empty(), OptionalDouble.of(0)),
              (set, source) ->
                  ImageSet.open(ImageSetKind.of(set, StandardMappings::imagenet), source)));

  private Datasets() {}

  private static Images images(DatasetInfo info) {
    return new Images(
        OptionalInt.of(info.classes()), info.imageSize(), info.normalization(), false);
  }

  private static Files imageFiles(String... folders) {
    return new Files(Storage.IMAGE_FILES, List.of(folders), Optional.empty());
  }

  /** All descriptors, in the order of the help page. */
  public static List<DatasetDescriptor> all() {
    return ALL;
  }

  /** All names, as {@code --dataset} takes them. */
  public static List<String> names() {
    return ALL.stream().map(DatasetDescriptor::name).toList();
  }

  /** The names of the sets that can be downloaded. */
  public static List<String> downloadable() {
    return ALL.stream()
        .filter(set -> set.files().archive().isPresent())
        .map(DatasetDescriptor::name)
        .toList();
  }

  /** The names of all sets, each with what it is, for a help text. */
  public static String summary() {
    return ALL.stream()
        .map(set -> "%s (%s)".formatted(set.name(), set.summary()))
        .collect(Collectors.joining(", "));
  }

  /**
   * The descriptor of a set.
   *
   * @throws IllegalArgumentException if there is no set of that name
   */
  public static DatasetDescriptor descriptor(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "dataset (%s) must be one of %s".formatted(name, String.join(", ", names()))));
  }

  private static Optional<DatasetDescriptor> find(String name) {
    return ALL.stream().filter(set -> set.name().equals(name)).findFirst();
  }

  /**
   * The length to which the short side of an image is resized before its centre is taken, as in
   * validation on the set.
   *
   * @param dataset any name; images of a set that is not known are seen whole
   * @param imageSize height and width that the network sees, in pixels
   */
  public static int shortSide(String dataset, int imageSize) {
    return find(dataset).map(set -> set.images().shortSide(imageSize)).orElse(imageSize);
  }

  /**
   * The official archive of a set.
   *
   * @throws IllegalArgumentException if the set cannot be downloaded
   */
  public static Archive archive(String name) {
    return find(name)
        .flatMap(set -> set.files().archive())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "dataset (%s) must be one of %s"
                        .formatted(name, String.join(", ", downloadable()))));
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
    Dataset<?> dataset = descriptor(source.name()).open(source);
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
}
