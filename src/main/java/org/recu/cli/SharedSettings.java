package org.recu.cli;

import java.util.List;
import org.recu.data.catalog.Datasets;
import org.recu.model.Models;

/** The options that several commands share, with the same name and meaning. */
final class SharedSettings {

  /** More than anybody needs, and far from integer overflow. */
  static final int MANY = 1_000_000_000;

  static final Setting<String> MODEL =
      Setting.of(
              "model",
              Value.oneOf("NAME", Models::names),
              () -> "network: " + String.join(", ", Models.names()))
          .orShort("a")
          .byDefault("resnet18_1w1a");

  static final Setting<String> DATASET =
      Setting.of(
              "dataset",
              Value.oneOf("NAME", Datasets::names),
              () -> "data set: " + Datasets.summary())
          .byDefault("cifar10");

  static final Setting<String> DATA_PATH =
      Setting.of("data_path", Value.word("DIR", "a folder"), "folder that holds the data set")
          .onResume(OnResume.FREE);

  static final Setting<Integer> IMAGE_SIZE =
      Setting.of(
          "image_size",
          Value.wholeNumber(1, 4096),
          "height and width, in pixels, of the images that the network sees: 224 if not given, 32"
              + " for cifar10, cifar100 and shapes, which have no other");

  static final Setting<Boolean> USE_DALI =
      Setting.of(
          "use_dali",
          Value.flag(),
          "the fast loader for image files, by the published program's name; NVIDIA DALI does not"
              + " run in Java: here large JPEGs are decoded at a half, a quarter or an eighth of"
              + " their size, and there is no lighting");

  static final Setting<String> CACHE =
      Setting.of(
              "cache",
              Value.oneOf("WHERE", List.of("ram", "disk", "none")),
              "where decoded copies of image files are kept, their short side 8/7 of the image size"
                  + " (256 for 224): ram, in half of the heap, disk, in .recu-cache beside the"
                  + " images, or none")
          .byDefault("none");

  static final Setting<String> ON_BAD_IMAGE =
      Setting.of(
              "on_bad_image",
              Value.oneOf("WAY", List.of("stop", "substitute")),
              "image files that cannot be read: stop saves the run and names the file; substitute"
                  + " takes another image, the same in every run, and notes both in"
                  + " bad_images.jsonl")
          .byDefault("stop")
          .onResume(OnResume.FREE);

  static final Setting<String> GPUS =
      Setting.of(
              "gpus",
              Value.matching(
                  "N",
                  "\\d{1,4}|cpu",
                  "one GPU number, or cpu: only train and benchmark take several"),
              "number of the GPU to use, or cpu; without a GPU the CPU is used")
          .byDefault("0")
          .onResume(OnResume.FREE);

  static final Setting<Integer> WORKERS =
      Setting.of(
              "workers",
              Value.wholeNumber(1, 1024),
              "threads that prepare images; the result does not depend on it")
          .byDefault("8")
          .onResume(OnResume.FREE);

  static final Setting<Integer> BATCH_SIZE_TEST =
      Setting.of("batch_size_test", Value.wholeNumber(1, 65536), "images an evaluation step")
          .orShort("bt")
          .byDefault(published -> published.batchSizes().evaluation())
          .onResume(OnResume.FREE);

  static final Setting<Integer> LIMIT_TEST =
      Setting.of("limit_test", Value.wholeNumber(1, MANY), "only N of the test images")
          .onResume(OnResume.FREE);

  static final Setting<String> LIMIT_BY =
      Setting.of(
              "limit_by",
              Value.oneOf("WAY", List.of("sample", "first")),
              "which N images --limit_train and --limit_test take: sample draws them, every class in"
                  + " its share; first takes those that come first, as CIFAR does with --no_shuffle")
          .byDefault("sample");

  private SharedSettings() {}
}
