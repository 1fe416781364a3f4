package org.recu.data.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps native tensors for use again. Owns those that are not lent; what comes back after it is
 * closed is freed at once. Safe for use by several threads.
 */
final class TensorPool implements AutoCloseable {
  private final int imageSize;

  /** Not lent, by number of images: a full batch, and the epoch's last. */
  private final Map<Integer, Deque<BatchTensors>> free = new HashMap<>();

  private boolean closed;

  TensorPool(int imageSize) {
    this.imageSize = imageSize;
  }

  /** Lends tensors for a number of images. */
  synchronized BatchTensors acquire(int size) {
    checkOpen();
    Deque<BatchTensors> fitting = free.get(size);
    return fitting == null || fitting.isEmpty() ? new BatchTensors(size, imageSize) : fitting.pop();
  }

  /** Takes tensors back. */
  synchronized void release(BatchTensors tensors) {
    if (closed) {
      tensors.close();
    } else {
      free.computeIfAbsent(tensors.size(), size -> new ArrayDeque<>()).push(tensors);
    }
  }

  synchronized void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the pipeline is closed");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    free.values().forEach(all -> all.forEach(BatchTensors::close));
    free.clear();
  }
}
