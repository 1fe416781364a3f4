package org.recu.data.pipeline;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The batches of one epoch, in order, prepared by threads ahead of the single consumer. */
public final class EpochBatches implements AutoCloseable {
  /** How long an image may take after its epoch has been closed. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Images<?> images;
  private final int epoch;

  /** Index in the split of each image of the epoch. */
  private final int[] order;

  private final BatchQueue queue;
  private final TensorPool pool;
  private final List<Thread> workers = new ArrayList<>();

  /** Nanoseconds. */
  private long waited;

  private EpochBatches(Images<?> images, int epoch, BatchQueue queue, TensorPool pool) {
    this.images = images;
    this.epoch = epoch;
    this.order = images.order(epoch);
    this.queue = queue;
    this.pool = pool;
  }

  static EpochBatches start(Images<?> images, int epoch, BatchQueue queue, TensorPool pool) {
    EpochBatches batches = new EpochBatches(images, epoch, queue, pool);
    for (int i = 0; i < images.workers(); i++) {
      Thread worker = new Thread(batches::work, "recu-data-" + i);
      worker.setDaemon(true);
      batches.workers.add(worker);
      worker.start();
    }
    return batches;
  }

  /**
   * Waits for the next batch, which the caller closes.
   *
   * @return the next batch, or null after the epoch's last
   * @throws IOException if an image of the batch could not be prepared: the exception of the split
   *     or the mapping; all earlier batches have been delivered
   * @throws StoppedWaitingException if the consumer was asked to stop while it waits
   * @throws InterruptedIOException if the thread is interrupted while it waits
   * @throws IllegalStateException if this is closed, or the pipeline has been closed
   */
  public Batch next() throws IOException {
    long start = System.nanoTime();
    try {
      PendingBatch made = queue.next();
      return made == null ? null : new Batch(made, pool);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("interrupted while waiting for data");
      interrupted.initCause(e);
      throw interrupted;
    } finally {
      waited += System.nanoTime() - start;
    }
  }

  /** Nanoseconds that the consumer has spent in {@link #next()}, which is waiting for data. */
  public long waited() {
    return waited;
  }

  private void work() {
    byte[] image = new byte[3 * images.imageSize() * images.imageSize()];
    PendingBatch.Slice slice;
    while ((slice = queue.take()) != null) {
      int position = slice.start();
      List<Substitution> substitutions = new ArrayList<>();
      Throwable failure = null;
      try {
        for (; position < slice.end() && !queue.stopped(); position++) {
          int index = order[slice.inOrder(position)];
          Optional<Substitution> substitution = images.make(index, epoch, image);
          substitution.ifPresent(substitutions::add);
          int shown = substitution.map(Substitution::substituteIndex).orElse(index);
          slice.batch().tensors().write(position, image, images.label(shown), shown);
        }
      } catch (IOException | RuntimeException | Error e) {
        failure = e;
      }
      queue.handIn(slice, substitutions, position, failure);
    }
  }

  /**
   * Stops the workers, waits for them to end, and frees undelivered batches. Delivered batches
   * remain usable. A worker that hangs in a read, as of a network file system that is gone, is
   * interrupted and then left behind.
   */
  @Override
  public void close() {
    queue.stop();
    boolean interrupted = join();
    if (workers.stream().anyMatch(Thread::isAlive)) {
      workers.forEach(Thread::interrupt);
      interrupted |= join();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    queue.releaseAll();
  }

  /** Waits for all workers, but not for ever; returns whether the wait was interrupted. */
  private boolean join() {
    boolean interrupted = false;
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (Thread worker : workers) {
      long left;
      while (worker.isAlive() && (left = end - System.nanoTime()) > 0) {
        try {
          TimeUnit.NANOSECONDS.timedJoin(worker, left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    return interrupted;
  }
}
