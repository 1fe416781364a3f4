package org.recu.inference;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.recu.graph.OpThreads;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Classifies a batch in shares, several at a time.
 *
 * <p>Compiled loops are short and follow one another, so that within one call much of a second
 * processor's time is spent waiting. The size of a share does not depend on the number of
 * processors, and so no logit does. The last share takes what is left, too: a single image is
 * multiplied with the weights of a linear layer in another order than several are.
 */
public final class BatchShares implements AutoCloseable {

  /** The least images of a share, if they are small. */
  private static final int SMALL = 32;

  /** The same if they are larger than {@link #SMALL_SIZE}. */
  private static final int LARGE = 8;

  /** Height and width, in pixels. */
  private static final int SMALL_SIZE = 64;

  /**
   * For each processor: a compiled loop is handed to a thread of XLA's and its end back, in which
   * time another share computes.
   */
  private static final int THREADS = 2;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          threadsOfAll(),
          task -> {
            Thread thread = new Thread(task, "share of a batch");
            thread.setDaemon(true);
            return thread;
          });

  BatchShares() {}

  /**
   * The threads that an op should have in a process that only classifies: with those of all shares
   * there are as many as processors. TensorFlow's own choice is all of them for each share; on two
   * processors batches of 128 images take a third longer with it.
   *
   * @param images of a batch
   */
  public static OpThreads opThreads(int images) {
    int shares = Math.max(1, images / SMALL);
    return new OpThreads(Math.max(1, Runtime.getRuntime().availableProcessors() / shares));
  }

  /**
   * The configuration of a session that answers as many shares at once as there are threads here.
   * TensorFlow's own choice of threads that start ops, one for each processor, would leave every
   * other share waiting, since such a thread waits for the loop that it has handed to XLA's.
   *
   * @param device the configuration of sessions on it
   */
  static ConfigProto configuration(ConfigProto device) {
    return device.toBuilder()
        .setUsePerSessionThreads(true)
        .setInterOpParallelismThreads(threadsOfAll())
        .build();
  }

  private static int threadsOfAll() {
    return THREADS * Runtime.getRuntime().availableProcessors();
  }

  /**
   * Classifies a batch.
   *
   * @param pixels (batch, size, size, 3)
   * @param each gives the logits of a share: (images, classes); called by several threads
   * @return (batch, classes), to be closed by the caller
   */
  TFloat32 logits(TUint8 pixels, Function<TUint8, TFloat32> each) {
    int images = (int) pixels.shape().get(0);
    int share = pixels.shape().get(1) <= SMALL_SIZE ? SMALL : LARGE;
    if (images < 2 * share) {
      return each.apply(pixels);
    }
    List<Callable<float[]>> shares = new ArrayList<>();
    for (int first = 0; images - first >= share; first += share) {
      int from = first;
      int count = images - first < 2 * share ? images - first : share;
      shares.add(() -> logits(pixels, from, count, each));
    }
    return joined(images, answers(shares));
  }

  private static float[] logits(
      TUint8 pixels, int first, int count, Function<TUint8, TFloat32> each) {
    Shape shape = pixels.shape();
    long bytes = shape.size() / shape.get(0);
    ByteDataBuffer all = pixels.asRawTensor().data();
    try (TUint8 part =
            TUint8.tensorOf(
                Shape.of(count, shape.get(1), shape.get(2), shape.get(3)),
                all.slice(first * bytes, count * bytes));
        TFloat32 logits = each.apply(part)) {
      float[] values = new float[(int) logits.size()];
      logits.copyTo(DataBuffers.of(FloatBuffer.wrap(values)));
      return values;
    }
  }

  /** What the shares give, in order. */
  private List<float[]> answers(List<Callable<float[]>> shares) {
    List<Future<float[]>> futures = shares.stream().map(threads::submit).toList();
    List<float[]> answers = new ArrayList<>();
    Throwable failure = null;
    for (Future<float[]> future : futures) {
      try {
        answers.add(ended(future));
      } catch (ExecutionException e) {
        failure = e.getCause();
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
    return answers;
  }

  /** Waits even if this thread is interrupted: the others read the caller's tensor. */
  private static float[] ended(Future<float[]> share) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return share.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static TFloat32 joined(int images, List<float[]> shares) {
    int numbers = shares.stream().mapToInt(share -> share.length).sum();
    FloatBuffer all = FloatBuffer.allocate(numbers);
    shares.forEach(all::put);
    return TFloat32.tensorOf(
        Shape.of(images, numbers / images), DataBuffers.of(all.array(), true, false));
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
