package org.recu.cli;

/** Which column of defaults a data set goes by (the published program's, by data set). */
enum Preset {
  /** CIFAR and the built-in shapes. */
  SMALL,
  /** ImageNet and Tiny-ImageNet. */
  LARGE
}
