package org.recu.model;

import org.recu.nn.Architecture;
import org.recu.nn.Real;
import org.recu.nn.TensorShape;

/** A network that classifies images. */
public interface Network {

  /** The name that users choose it by, such as {@code resnet20_1w1a}. */
  String name();

  /** The number of classes. */
  int classes();

  /** Height and width of its images, in pixels. */
  int imageSize();

  /**
   * The network itself, from images to logits.
   *
   * @param images (imageSize, imageSize, 3), RGB, normalised
   * @return logits: (classes)
   */
  Real logits(Real images);

  /** Its layers, in order. */
  default Architecture architecture() {
    return Architecture.of(TensorShape.of(imageSize(), imageSize(), 3), this::logits);
  }
}
