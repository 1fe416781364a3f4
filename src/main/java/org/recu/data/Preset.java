package org.recu.data;

/** A column of training defaults; they are the published program's, which differ by data set. */
public enum Preset {
  /** For CIFAR and the built-in shapes. */
  SMALL,
  /** For ImageNet and Tiny-ImageNet. */
  LARGE
}
