package org.recu.model;

import org.recu.nn.Tower;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A network that sorts images into classes. */
public interface Network {

  /** The name it is asked for by, such as {@code resnet20_1w1a}. */
  String name();

  /** How many classes it tells apart. */
  int classes();

  /** Height and width of its images, in pixels. */
  int imageSize();

  /**
   * Builds the network.
   *
   * @param tower what it is built on, for training or evaluation
   * @param images (batch, imageSize, imageSize, 3), float32, RGB, normalised
   * @return logits: (batch, classes), float32
   */
  Operand<TFloat32> logits(Tower tower, Operand<TFloat32> images);
}
