package org.recu.cli;

import java.util.List;

/** The networks that the command line knows by name. */
final class KnownModels {

  private KnownModels() {}

  /** Names, in the order in which the help lists them. */
  static List<String> names() {
    return List.of(
        "resnet20_1w1a",
        "resnet18_1w1a",
        "resnet18A_1w1a",
        "resnet18B_1w1a",
        "resnet18C_1w1a",
        "vgg_small_1w1a");
  }
}
