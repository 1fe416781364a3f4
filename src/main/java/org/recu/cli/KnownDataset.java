package org.recu.cli;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** The data sets that the command line knows by name. */
enum KnownDataset {
  CIFAR10("cifar10", OptionalInt.of(10), 32, Kind.BUNDLED),
  CIFAR100("cifar100", OptionalInt.of(100), 32, Kind.BUNDLED),
  SHAPES("shapes", OptionalInt.of(10), 32, Kind.DRAWN),
  TINYIMAGENET("tinyimagenet", OptionalInt.of(200), 224, Kind.IMAGE_FILES),
  IMAGENET("imagenet", OptionalInt.of(1000), 224, Kind.IMAGE_FILES),
  FOLDER("folder", OptionalInt.empty(), 224, Kind.IMAGE_FILES);

  /** Where its images come from. */
  private enum Kind {
    /** Files of many images each. */
    BUNDLED,
    /** A file an image, in a folder a class. */
    IMAGE_FILES,
    /** The program draws them. */
    DRAWN
  }

  /** The smallest image size that networks and recipes for large images are for. */
  private static final int LARGE = 64;

  /** Strength of ImageNet's lighting, as published. */
  private static final double LIGHTING = 0.1;

  private final String word;

  /** Classes of its images, where that is no matter of what its folder holds. */
  private final OptionalInt classes;

  /** Height and width of its images, in pixels, where nothing else is said. */
  private final int imageSize;

  private final Kind kind;

  KnownDataset(String word, OptionalInt classes, int imageSize, Kind kind) {
    this.word = word;
    this.classes = classes;
    this.imageSize = imageSize;
    this.kind = kind;
  }

  /** The data set of a name that {@link #names} holds. */
  static KnownDataset of(String name) {
    return Arrays.stream(values())
        .filter(dataset -> dataset.word.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "dataset (" + name + ") must be one of " + String.join(", ", names())));
  }

  /** Names of all. */
  static List<String> names() {
    return Arrays.stream(values()).map(dataset -> dataset.word).toList();
  }

  OptionalInt classes() {
    return classes;
  }

  int imageSize() {
    return imageSize;
  }

  /** Whether each image has a file of its own, so that it matters how such are read. */
  boolean hasImageFiles() {
    return kind == Kind.IMAGE_FILES;
  }

  /** Whether its training images may be lit at random; Tiny-ImageNet's published ones are not. */
  boolean hasLighting() {
    return this == IMAGENET || this == FOLDER;
  }

  /** How strong that light is where nothing is said. */
  double lighting() {
    return this == IMAGENET ? LIGHTING : 0;
  }

  /**
   * Which defaults hold.
   *
   * @param typedSize height and width that its images are to have; empty for the usual ones
   */
  Preset preset(OptionalInt typedSize) {
    boolean small = this == FOLDER ? typedSize.orElse(imageSize) < LARGE : kind != Kind.IMAGE_FILES;
    return small ? Preset.SMALL : Preset.LARGE;
  }

  /** Refuses to go on without a folder where the data set is read from one. */
  void requireFolder(boolean given) throws UsageException {
    if (kind != Kind.DRAWN && !given) {
      throw new UsageException(
          "--data_path is missing: the folder that holds "
              + (this == FOLDER ? "train/ and val/ with a folder a class" : word)
              + " (recu download fetches CIFAR; --dataset shapes needs no folder)");
    }
  }

  /** Refuses an option that is about how image files are read where there are none. */
  void requireImageFiles(Setting<?> setting) throws UsageException {
    if (!hasImageFiles()) {
      throw new UsageException(
          "%s: %s has no image files; it is for imagenet, tinyimagenet and folder"
              .formatted(setting.typedName(), word));
    }
  }

  /** Refuses a size that its images do not have. */
  void requireSize(int typed) throws UsageException {
    if (!hasImageFiles() && typed != imageSize) {
      throw new UsageException(
          "--image_size: %s has images of %d pixels, not of %d".formatted(word, imageSize, typed));
    }
  }
}
