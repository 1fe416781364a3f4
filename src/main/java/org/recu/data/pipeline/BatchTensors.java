package org.recu.data.pipeline;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.IntDataBuffer;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * The two native tensors of a batch, which it owns, their memory, and the records behind the
 * images. Several threads may write as long as none writes the same image; whoever reads must come
 * after them.
 */
final class BatchTensors implements AutoCloseable {
  private final int size;
  private final int imageBytes;
  private final TUint8 images;
  private final TInt32 labels;

  /** The memory of images. */
  private final ByteDataBuffer pixels;

  /** The memory of labels. */
  private final IntDataBuffer classes;

  /** Index in the split of each image. */
  private final int[] records;

  BatchTensors(int size, int imageSize) {
    this.size = size;
    this.imageBytes = imageSize * imageSize * 3;
    this.images = TUint8.tensorOf(Shape.of(size, imageSize, imageSize, 3));
    this.labels = TInt32.tensorOf(Shape.of(size));
    this.pixels = images.asRawTensor().data();
    this.classes = labels.asRawTensor().data().asInts();
    this.records = new int[size];
  }

  int size() {
    return size;
  }

  int imageBytes() {
    return imageBytes;
  }

  /** (size, imageSize, imageSize, 3). */
  TUint8 images() {
    return images;
  }

  /** (size). */
  TInt32 labels() {
    return labels;
  }

  /** (size): index in the split of each image. */
  int[] records() {
    return records.clone();
  }

  /** Writes one image, its label and its index in the split. */
  void write(int position, byte[] image, int label, int record) {
    pixels.offset((long) position * imageBytes).write(image, 0, imageBytes);
    classes.setInt(label, position);
    records[position] = record;
  }

  @Override
  public void close() {
    images.close();
    labels.close();
  }
}
