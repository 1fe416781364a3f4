package org.recu.data;

import java.util.Arrays;

/**
 * The augmentation of CIFAR: black padding on every side, a crop of the original size anywhere, and
 * a mirror image with probability 1/2. As torchvision's {@code RandomCrop(size, padding)} and
 * {@code RandomHorizontalFlip}; padding is black before normalisation.
 *
 * @param imageSize height and width of the records, and of what is made
 * @param padding pixels on every side
 */
public record PadCropMirror(int imageSize, int padding) implements Mapping<Pixels> {

  @Override
  public void map(Pixels record, RandomStream random, byte[] image) {
    int top = random.nextInt(2 * padding + 1);
    int left = random.nextInt(2 * padding + 1);
    crop(record, top - padding, left - padding, imageSize, image);
    if (random.nextBoolean()) {
      mirror(image, imageSize);
    }
  }

  /**
   * Copies a window, black where it is outside the image.
   *
   * @param top row of the window's first row in the image, below 0 above it
   * @param left column of the window's first column in the image, below 0 left of it
   * @param width of the window; its height is what image has room for
   * @param image out: (height, width, 3)
   */
  static void crop(Pixels record, int top, int left, int width, byte[] image) {
    int stride = 3 * width;
    int first = Math.max(left, 0);
    int count = Math.max(Math.min(left + width, record.width()) - first, 0);
    int start = 3 * (first - left);
    int end = start + 3 * count;
    for (int at = 0, row = top; at < image.length; at += stride, row++) {
      if (row < 0 || row >= record.height() || count == 0) {
        Arrays.fill(image, at, at + stride, (byte) 0);
      } else {
        Arrays.fill(image, at, at + start, (byte) 0);
        record.copyRow(row, first, count, image, at + start);
        Arrays.fill(image, at + end, at + stride, (byte) 0);
      }
    }
  }

  /**
   * Mirrors an image horizontally.
   *
   * @param width in pixels
   * @param image in and out: (height, width, 3)
   */
  static void mirror(byte[] image, int width) {
    int stride = 3 * width;
    for (int row = 0; row < image.length; row += stride) {
      int left = row;
      int right = row + stride - 3;
      while (left < right) {
        for (int channel = 0; channel < 3; channel++) {
          byte kept = image[left + channel];
          image[left + channel] = image[right + channel];
          image[right + channel] = kept;
        }
        left += 3;
        right -= 3;
      }
    }
  }
}
