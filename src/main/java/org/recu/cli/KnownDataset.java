package org.recu.cli;

import java.util.Arrays;
import java.util.List;

/** The data sets that the command line knows by name. */
enum KnownDataset {
  CIFAR10("cifar10", 10, 32, true, Preset.SMALL, true),
  CIFAR100("cifar100", 100, 32, true, Preset.SMALL, true),
  SHAPES("shapes", 10, 32, false, Preset.SMALL, true),
  TINYIMAGENET("tinyimagenet", 200, 224, true, Preset.LARGE, false),
  IMAGENET("imagenet", 1000, 224, true, Preset.LARGE, false);

  private final String word;

  /** Classes of its images. */
  private final int classes;

  /** Height and width of its images, in pixels, where nothing else is said. */
  private final int imageSize;

  /** Whether it is read from a folder; the others the program draws. */
  private final boolean inFolder;

  private final Preset preset;

  /** Whether the program can train on it. */
  private final boolean ready;

  KnownDataset(
      String word, int classes, int imageSize, boolean inFolder, Preset preset, boolean ready) {
    this.word = word;
    this.classes = classes;
    this.imageSize = imageSize;
    this.inFolder = inFolder;
    this.preset = preset;
    this.ready = ready;
  }

  /** The data set of a name that {@link #readyNames} holds. */
  static KnownDataset of(String name) {
    return Arrays.stream(values())
        .filter(dataset -> dataset.word.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown dataset (" + name + ")"));
  }

  /** Names of the data sets that the program can train on. */
  static List<String> readyNames() {
    return Arrays.stream(values()).filter(d -> d.ready).map(d -> d.word).toList();
  }

  /** Names of the data sets of the published program that are still to come. */
  static List<String> laterNames() {
    return Arrays.stream(values()).filter(d -> !d.ready).map(d -> d.word).toList();
  }

  int classes() {
    return classes;
  }

  int imageSize() {
    return imageSize;
  }

  Preset preset() {
    return preset;
  }

  /** Refuses to go on without a folder where the data set is read from one. */
  void requireFolder(boolean given) throws UsageException {
    if (inFolder && !given) {
      throw new UsageException(
          "--data_path is missing: the folder that holds "
              + word
              + " (recu download fetches CIFAR; --dataset shapes needs no folder)");
    }
  }
}
