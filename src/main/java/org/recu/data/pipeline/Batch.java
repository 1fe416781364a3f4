package org.recu.data.pipeline;

import java.util.List;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Images and labels in native memory, lent by a {@link Pipeline}. Closing the batch returns the
 * memory for reuse: neither the batch nor any tensor that shares its memory may be used after that.
 */
public final class Batch implements AutoCloseable {
  private final BatchTensors tensors;
  private final List<Substitution> substitutions;
  private final Portion portion;
  private final TensorPool pool;
  private boolean closed;

  Batch(PendingBatch made, TensorPool pool) {
    this.tensors = made.tensors();
    this.substitutions = made.substitutions();
    this.portion = made.portion();
    this.pool = pool;
  }

  /** Number of images, n. */
  public int size() {
    return tensors.size();
  }

  /**
   * How many of the images count: all, or none if the batch that several workers divide has no
   * image left for this one. The one image of such a batch has to be ignored.
   */
  public int counted() {
    return portion.counted();
  }

  /** Number of images of the batch that the workers divide; n for one that works alone. */
  public int whole() {
    return portion.whole();
  }

  /**
   * The images: (n, imageSize, imageSize, 3), uint8, RGB. Owned by the pipeline; do not close.
   *
   * @throws IllegalStateException if the batch is closed
   */
  public TUint8 images() {
    checkOpen();
    return tensors.images();
  }

  /**
   * The label of each image: (n), int32, from 0. Owned by the pipeline; do not close.
   *
   * @throws IllegalStateException if the batch is closed
   */
  public TInt32 labels() {
    checkOpen();
    return tensors.labels();
  }

  /**
   * Index in the split of each image, that of the substitute where one took a record's place: (n).
   *
   * @throws IllegalStateException if the batch is closed
   */
  public int[] records() {
    checkOpen();
    return tensors.records();
  }

  /** The records that could not be decoded and their substitutes, in order. */
  public List<Substitution> substitutions() {
    return substitutions;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the batch is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      pool.release(tensors);
    }
  }
}
