package org.recu.data.cifar;

import org.recu.data.DataException;
import org.recu.data.DataFile;
import org.recu.data.PixelSplit;

/**
 * Collects a split of CIFAR. Its files store red, green and blue as separate planes; the channels
 * of a pixel are interleaved here once, so that a crop is a copy of rows.
 */
final class CifarImages {
  static final int IMAGE_SIZE = 32;
  static final int IMAGE_BYTES = 3 * IMAGE_SIZE * IMAGE_SIZE;

  private static final int PLANE = IMAGE_SIZE * IMAGE_SIZE;

  private final int classes;
  private final byte[] pixels;
  private final byte[] labels;

  CifarImages(int records, int classes) {
    this.classes = classes;
    this.pixels = new byte[records * IMAGE_BYTES];
    this.labels = new byte[records];
  }

  /**
   * Stores an image.
   *
   * @param index of the record in the split
   * @param planes holds the image as (3, 32, 32)
   * @param offset of the image in planes
   */
  void putPixels(int index, byte[] planes, int offset) {
    int at = index * IMAGE_BYTES;
    for (int i = offset; i < offset + PLANE; i++) {
      pixels[at++] = planes[i];
      pixels[at++] = planes[i + PLANE];
      pixels[at++] = planes[i + 2 * PLANE];
    }
  }

  /**
   * Stores a label.
   *
   * @param index of the record in the split
   * @param label from 0
   * @param file the record is from
   * @param record number in that file, from 0
   * @throws DataException if there is no such class
   */
  void putLabel(int index, long label, DataFile file, int record) throws DataException {
    if (label < 0 || label >= classes) {
      throw file.wrong(
          "record " + record + " (from 0) has label " + label + ", expected 0.." + (classes - 1));
    }
    labels[index] = (byte) label;
  }

  PixelSplit split() {
    return new PixelSplit(pixels, labels, IMAGE_SIZE);
  }
}
