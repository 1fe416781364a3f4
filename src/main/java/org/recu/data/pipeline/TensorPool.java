package org.recu.data.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * A pool of reusable native tensors. Owns those that are not lent; tensors returned after it is
 * closed are freed at once. Thread-safe.
 */
final class TensorPool implements AutoCloseable {
  private final int imageSize;

  /** The idle tensors by batch size: that of a full batch, and of the last one of an epoch. */
  private final Map<Integer, Deque<BatchTensors>> free = new HashMap<>();

  private boolean closed;

  TensorPool(int imageSize) {
    this.imageSize = imageSize;
  }

  /** Lends tensors for a batch of this size. */
  synchronized BatchTensors acquire(int size) {
    checkOpen();
    Deque<BatchTensors> fitting = free.get(size);
    return fitting == null || fitting.isEmpty() ? new BatchTensors(size, imageSize) : fitting.pop();
  }

  /** Returns tensors to the pool. */
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
