package org.recu.data.pipeline;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the workers of an epoch and its consumer share: the batches that are ready or in the making,
 * in order. The workers fill a batch together, slice by slice, so the first is there soon and
 * memory does not grow with their number.
 */
final class BatchQueue {
  /**
   * Most images that a worker makes without looking up. At the end of an epoch the others wait for
   * the last of them; taking a slice costs less than a microsecond.
   */
  private static final int MOST_PER_SLICE = 8;

  private final Batching<?> batching;
  private final int capacity;
  private final TensorPool pool;
  private final int sliceSize;

  private final ReentrantLock lock = new ReentrantLock();

  /** The head is complete, or no batch will come any more. */
  private final Condition ready = lock.newCondition();

  /** There is something to take, or nothing is to be done any more. */
  private final Condition work = lock.newCondition();

  /** The consumer gets the head; at most capacity. */
  private final Deque<PendingBatch> underway = new ArrayDeque<>();

  /** Number of the batch that will be begun next. */
  private int nextBatch;

  /** What kept a batch from being begun, or null. */
  private Throwable broken;

  private volatile boolean stopped;

  BatchQueue(Batching<?> batching, int firstBatch, int capacity, TensorPool pool) {
    this.batching = batching;
    this.nextBatch = firstBatch;
    this.capacity = capacity;
    this.pool = pool;
    int workers = batching.images().workers();
    this.sliceSize = Math.min((batching.batchSize() + workers - 1) / workers, MOST_PER_SLICE);
  }

  /** Waits for images to make; null when there are no more. For a worker. */
  PendingBatch.Slice take() {
    lock.lock();
    try {
      while (!stopped && broken == null) {
        PendingBatch last = underway.peekLast();
        if (last != null && !last.allTaken()) {
          return last.take(sliceSize);
        }
        if (nextBatch == batching.batches()) {
          return null;
        }
        if (underway.size() < capacity) {
          begin();
        } else {
          work.awaitUninterruptibly();
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void begin() {
    try {
      BatchTensors tensors = pool.acquire(batching.sizeOf(nextBatch));
      underway.add(new PendingBatch(nextBatch * batching.batchSize(), tensors));
      nextBatch++;
    } catch (RuntimeException | Error e) {
      broken = e;
      ready.signalAll();
    }
    work.signalAll();
  }

  /**
   * Hands in images that were taken. For a worker.
   *
   * @param substitutions among them, in order
   * @param failedPosition of the image that failed, if failure is not null
   * @param failure what was thrown, or null
   */
  void handIn(
      PendingBatch.Slice slice,
      List<Substitution> substitutions,
      int failedPosition,
      Throwable failure) {
    lock.lock();
    try {
      slice.batch().finish(slice, substitutions);
      if (failure != null) {
        slice.batch().fail(failedPosition, failure);
      }
      if (slice.batch().ready()) {
        ready.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next batch. For the consumer.
   *
   * @return the batch, whose tensors are the caller's to release, or null after the last one
   * @throws IOException what an image of the batch failed with
   */
  PendingBatch next() throws IOException, InterruptedException {
    lock.lock();
    try {
      while (!stopped && !settled()) {
        ready.await();
      }
      if (stopped) {
        throw new IllegalStateException("the epoch's batches are closed");
      }
      PendingBatch head = underway.peek();
      if (head == null) {
        rethrow(broken);
        return null;
      }
      rethrow(head.failure());
      underway.remove();
      work.signalAll();
      return head;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it is known what comes next: a complete batch, the end, or a failure. */
  private boolean settled() {
    return underway.isEmpty()
        ? broken != null || nextBatch == batching.batches()
        : underway.peek().ready();
  }

  private static void rethrow(Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  /** Whether what the workers do is not wanted any more. */
  boolean stopped() {
    return stopped;
  }

  /** Lets everybody who waits go. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      work.signalAll();
      ready.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Gives back the tensors of what was not delivered; no worker may be left. */
  void releaseAll() {
    underway.forEach(batch -> pool.release(batch.tensors()));
    underway.clear();
  }
}
