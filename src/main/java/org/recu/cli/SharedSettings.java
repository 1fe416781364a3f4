package org.recu.cli;

import org.recu.model.Models;

/** The options that several commands have, by the same name with the same meaning. */
final class SharedSettings {

  /** More than anybody needs, and far from where whole numbers overflow. */
  static final int MANY = 1_000_000_000;

  static final Setting<String> MODEL =
      Setting.of(
              "model",
              Value.oneOf("NAME", Models.names()),
              "network: " + String.join(", ", Models.names()))
          .orShort("a")
          .byDefault("resnet18_1w1a");

  static final Setting<String> DATASET =
      Setting.of(
              "dataset",
              Value.oneOf(
                  "NAME",
                  KnownDataset.readyNames(),
                  " (" + String.join(" and ", KnownDataset.laterNames()) + " are not there yet)"),
              "data set: cifar10, cifar100, or shapes, which the program draws itself")
          .byDefault("cifar10");

  static final Setting<String> DATA_PATH =
      Setting.of("data_path", Value.word("DIR", "a folder"), "folder that holds the data set")
          .onResume(OnResume.FREE);

  static final Setting<Integer> IMAGE_SIZE =
      Setting.of(
          "image_size", Value.wholeNumber(1, 4096), "height and width of the images, in pixels");

  static final Setting<String> GPUS =
      Setting.of(
              "gpus",
              Value.matching(
                  "N", "\\d{1,4}|cpu", "one GPU number, or cpu (several GPUs are not there yet)"),
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
          .byDefault("128", "256")
          .onResume(OnResume.FREE);

  static final Setting<Integer> LIMIT_TEST =
      Setting.of("limit_test", Value.wholeNumber(1, MANY), "only the first N test images")
          .onResume(OnResume.FREE);

  private SharedSettings() {}
}
