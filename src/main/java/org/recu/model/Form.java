package org.recu.model;

/**
 * A network for a range of image sizes. One name may have a form for small images and another for
 * large ones, as in the published program's two folders.
 *
 * @param least the smallest image, in pixels
 * @param most the largest image
 * @param multiple what the size must be a multiple of, so that every stage halves it evenly
 * @param maker makes the network
 */
record Form(int least, int most, int multiple, Maker maker) {

  /** From this size on images are large: ImageNet's networks, which begin by quartering them. */
  private static final int LARGE = 64;

  /** Larger than anybody's images. */
  private static final int MOST = 4096;

  /** Makes a network of a form. */
  @FunctionalInterface
  interface Maker {
    Network make(int classes, int imageSize);
  }

  /** A form for CIFAR's images and those of about their size. */
  static Form small(int multiple, Maker maker) {
    return new Form(multiple, LARGE - 1, multiple, maker);
  }

  /** A form for ImageNet's images and those of about their size. */
  static Form large(int multiple, Maker maker) {
    return new Form(LARGE, MOST, multiple, maker);
  }

  /** Whether images of a size are in its range. */
  boolean covers(int imageSize) {
    return least <= imageSize && imageSize <= most;
  }

  /** Whether it can be made for images of a size. */
  boolean takes(int imageSize) {
    return covers(imageSize) && imageSize % multiple == 0;
  }

  /** What it takes, such as {@code multiples of 8 from 8 to 63 pixels}. */
  String sizes() {
    String range = "from %d to %d pixels".formatted(least, most);
    return multiple == 1 ? range : "multiples of %d %s".formatted(multiple, range);
  }
}
