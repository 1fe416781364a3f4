package org.recu.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The batches of one epoch, in order, made by worker threads ahead of the consumer. The workers
 * fill a batch together, so the first is there soon and memory does not grow with their number. For
 * one consumer thread.
 */
public final class EpochBatches implements AutoCloseable {
  /** Most pictures that a worker makes without looking up. */
  private static final int SLICE = 32;

  private final Batching<?> batching;
  private final int epoch;
  private final int[] order;
  private final int prefetch;
  private final TensorPool pool;
  private final int sliceSize;
  private final List<Thread> workers = new ArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();

  /** A batch is complete, or no batch will come any more. */
  private final Condition ready = lock.newCondition();

  /** There is room for a further batch, or nothing is to be done any more. */
  private final Condition room = lock.newCondition();

  /** Ready or in the making, in order; the consumer gets the head. At most prefetch. */
  private final Deque<BatchUnderway> underway = new ArrayDeque<>();

  /** Number of the batch that will be begun next. */
  private int nextBatch;

  /** What kept a batch from being begun, or null. */
  private Throwable broken;

  private volatile boolean stopped;
  private long waited;

  private EpochBatches(
      Batching<?> batching, int epoch, int firstBatch, int prefetch, TensorPool pool) {
    this.batching = batching;
    this.epoch = epoch;
    this.order = batching.images().order(epoch);
    this.nextBatch = firstBatch;
    this.prefetch = prefetch;
    this.pool = pool;
    int share = (batching.batchSize() + workerCount() - 1) / workerCount();
    this.sliceSize = Math.min(share, SLICE);
  }

  static EpochBatches start(
      Batching<?> batching, int epoch, int firstBatch, int prefetch, TensorPool pool) {
    EpochBatches batches = new EpochBatches(batching, epoch, firstBatch, prefetch, pool);
    for (int i = 0; i < batches.workerCount(); i++) {
      Thread worker = new Thread(batches::work, "recu-data-" + i);
      worker.setDaemon(true);
      batches.workers.add(worker);
      worker.start();
    }
    return batches;
  }

  private int workerCount() {
    return batching.images().workers();
  }

  /**
   * Waits for the next batch. Whoever gets it closes it.
   *
   * @return the next batch, or null after the epoch's last
   * @throws IOException if a picture of the batch could not be made: what the split or the mapping
   *     threw; the batches before it have been delivered
   * @throws InterruptedIOException if the thread is interrupted while it waits
   * @throws IllegalStateException if this is closed
   */
  public Batch next() throws IOException {
    long start = System.nanoTime();
    lock.lock();
    try {
      while (!stopped && !settled()) {
        ready.await();
      }
      if (stopped) {
        throw new IllegalStateException("the epoch's batches are closed");
      }
      BatchUnderway head = underway.peek();
      if (head == null) {
        rethrow(broken);
        return null;
      }
      rethrow(head.failure());
      underway.remove();
      room.signalAll();
      return new Batch(head.tensors(), pool);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("interrupted while waiting for data");
      interrupted.initCause(e);
      throw interrupted;
    } finally {
      lock.unlock();
      waited += System.nanoTime() - start;
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

  /** Nanoseconds that the consumer has spent in {@link #next()}, which is waiting for data. */
  public long waited() {
    return waited;
  }

  private void work() {
    byte[] image = new byte[batching.images().imageSize() * batching.images().imageSize() * 3];
    BatchUnderway.Slice slice;
    while ((slice = take()) != null) {
      make(slice, image);
    }
  }

  /** Waits for pictures to make; null when there are no more. */
  private BatchUnderway.Slice take() {
    lock.lock();
    try {
      while (!stopped && broken == null) {
        BatchUnderway last = underway.peekLast();
        if (last != null && !last.allTaken()) {
          return last.take(sliceSize);
        }
        if (nextBatch == batching.batches()) {
          return null;
        }
        if (underway.size() < prefetch) {
          begin();
        } else {
          room.awaitUninterruptibly();
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
      underway.add(new BatchUnderway(nextBatch * batching.batchSize(), tensors));
      nextBatch++;
      room.signalAll();
    } catch (RuntimeException | Error e) {
      broken = e;
      room.signalAll();
      ready.signalAll();
    }
  }

  private void make(BatchUnderway.Slice slice, byte[] image) {
    int position = slice.start();
    Throwable failure = null;
    try {
      for (; position < slice.end() && !stopped; position++) {
        int index = order[slice.inOrder(position)];
        batching.images().make(index, epoch, image);
        slice.batch().tensors().write(position, image, batching.images().label(index));
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
    lock.lock();
    try {
      if (failure != null) {
        slice.batch().fail(position, failure);
      }
      slice.batch().finish(slice);
      if (slice.batch().ready()) {
        ready.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stops the workers, waits until they are gone, and gives back what was not delivered. Batches
   * that were delivered stay usable.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      stopped = true;
      room.signalAll();
      ready.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    underway.forEach(batch -> pool.release(batch.tensors()));
    underway.clear();
  }
}
