package org.recu.data.pipeline;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The queue between the workers of an epoch and their consumer: the batches that are ready or in
 * progress, in order. The workers fill a batch together, slice by slice, so the first one is ready
 * early and memory does not grow with the number of workers.
 */
final class BatchQueue {
  /**
   * The largest number of images a worker takes at a time. At the end of an epoch the others wait
   * for the last of them; taking a slice costs less than a microsecond.
   */
  private static final int MOST_PER_SLICE = 8;

  private final Batching<?> batching;
  private final int capacity;
  private final TensorPool pool;
  private final int sliceSize;

  /** Whether the consumer is asked to stop. */
  private final BooleanSupplier stopRequested;

  private final ReentrantLock lock = new ReentrantLock();

  /** Signals that the head is complete, or that no more batches will come. */
  private final Condition ready = lock.newCondition();

  /** Signals that there is a slice to take, or no more work. */
  private final Condition work = lock.newCondition();

  /** The batches in progress, at most the capacity; the consumer gets the head. */
  private final Deque<PendingBatch> underway = new ArrayDeque<>();

  /** Number of the next batch to begin. */
  private int nextBatch;

  /** The failure that prevented a batch from starting, or null. */
  private Throwable broken;

  private volatile boolean stopped;

  BatchQueue(
      Batching<?> batching,
      int firstBatch,
      int capacity,
      TensorPool pool,
      BooleanSupplier stopRequested) {
    this.batching = batching;
    this.nextBatch = firstBatch;
    this.capacity = capacity;
    this.pool = pool;
    this.stopRequested = stopRequested;
    int workers = batching.images().workers();
    this.sliceSize = Math.min((batching.batchSize() + workers - 1) / workers, MOST_PER_SLICE);
  }

  /** Waits for a slice of images to prepare; null when there are no more. Called by workers. */
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
      Portion portion = batching.portion(nextBatch);
      underway.add(new PendingBatch(portion, pool.acquire(portion.images())));
      nextBatch++;
    } catch (RuntimeException | Error e) {
      broken = e;
      ready.signalAll();
    }
    work.signalAll();
  }

  /**
   * Hands in a finished slice. Called by workers.
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
   * Waits for the next batch. Called by the consumer.
   *
   * @return the batch, whose tensors are the caller's to release, or null after the last one
   * @throws IOException the failure of an image of the batch
   * @throws StoppedWaitingException if the consumer is asked to stop while it waits
   */
  PendingBatch next() throws IOException, InterruptedException {
    lock.lock();
    try {
      while (!stopped && !settled()) {
        // An image that can be read is there before the second is over.
        if (!ready.await(1, TimeUnit.SECONDS) && !settled() && stopRequested.getAsBoolean()) {
          throw new StoppedWaitingException();
        }
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

  /** Whether the next result is known: a complete batch, the end, or a failure. */
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

  /** Whether the workers should stop. */
  boolean stopped() {
    return stopped;
  }

  /** Stops the workers and wakes everyone who waits. */
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

  /**
   * Returns the tensors of undelivered batches, except for those that a worker may still write to:
   * if it hangs in a read, their memory is given up.
   */
  void releaseAll() {
    lock.lock();
    try {
      underway.stream()
          .filter(PendingBatch::untouched)
          .forEach(batch -> pool.release(batch.tensors()));
      underway.clear();
    } finally {
      lock.unlock();
    }
  }
}
