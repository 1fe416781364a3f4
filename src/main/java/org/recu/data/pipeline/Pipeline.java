package org.recu.data.pipeline;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.recu.data.Split;

/**
 * Feeds a network with batches of images in native memory, in the manner of tf.data:
 *
 * <pre>{@code
 * try (Pipeline pipeline =
 *         Pipeline.of(split).shuffle(seed).map(workers, mapping, seed).batch(128).prefetch(4);
 *     EpochBatches batches = pipeline.epoch(epoch, 0)) {
 *   Batch next;
 *   while ((next = batches.next()) != null) {
 *     try (Batch batch = next) {
 *       step(batch.images(), batch.labels());
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>What a batch holds is a function of the seeds, the epoch and the batch's number; it depends
 * neither on the number of workers nor on the batch that an epoch starts with.
 *
 * <p>Owns and reuses the native tensors of its batches. Closing it frees the idle ones at once and
 * the others when they are returned.
 */
public final class Pipeline implements AutoCloseable {
  private final Batching<?> batching;
  private final int prefetch;
  private final TensorPool pool;

  Pipeline(Batching<?> batching, int prefetch) {
    this.batching = batching;
    this.prefetch = prefetch;
    this.pool = new TensorPool(batching.images().imageSize());
  }

  /**
   * Starts the description of a pipeline.
   *
   * @param split where the records come from
   * @param <R> what a record is
   * @throws IllegalArgumentException if the split has no records
   */
  public static <R> Examples<R> of(Split<R> split) {
    if (split.size() < 1) {
      throw new IllegalArgumentException("the split has no records");
    }
    return new Examples<>(split, OptionalLong.empty());
  }

  /** Number of images per epoch. */
  public int size() {
    return batching.images().size();
  }

  /** Number of batches per epoch, including a smaller last one. */
  public int batches() {
    return batching.batches();
  }

  /**
   * Prepares an image in the calling thread, so that a split of which no image can be read is found
   * before an epoch is spent.
   *
   * @throws IOException if neither the first image nor any of ten others can be read
   */
  public void requireReadable() throws IOException {
    batching.images().requireReadable();
  }

  /**
   * What another machine must have, too, to have the same images.
   *
   * @param classes number of classes
   * @throws IOException if an image cannot be read
   */
  public Fingerprint fingerprint(int classes) throws IOException {
    return Fingerprint.of(batching.images(), classes);
  }

  /**
   * Starts the workers on an epoch. Several epochs may run at the same time.
   *
   * @param epoch from 0
   * @param firstBatch number of the first batch; {@link #batches()} for none
   * @throws IllegalArgumentException if epoch is below 0, or firstBatch not in 0..batches()
   * @throws IllegalStateException if the pipeline is closed
   */
  public EpochBatches epoch(int epoch, int firstBatch) {
    return epoch(epoch, firstBatch, () -> false);
  }

  /**
   * The same for a consumer that may be asked to stop.
   *
   * @param stop asked about once a second while the consumer waits for a batch
   */
  public EpochBatches epoch(int epoch, int firstBatch, BooleanSupplier stop) {
    if (epoch < 0) {
      throw new IllegalArgumentException("epoch (" + epoch + ") must be at least 0");
    }
    if (firstBatch < 0 || firstBatch > batches()) {
      throw new IllegalArgumentException(
          "first batch (" + firstBatch + ") must be in 0.." + batches());
    }
    pool.checkOpen();
    BatchQueue queue = new BatchQueue(batching, firstBatch, prefetch, pool, stop);
    return EpochBatches.start(batching.images(), epoch, queue, pool);
  }

  @Override
  public void close() {
    pool.close();
  }
}
