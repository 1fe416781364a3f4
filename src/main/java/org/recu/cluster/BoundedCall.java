package org.recu.cluster;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Calls into TensorFlow that might never return, such as closing a session whose peers are gone. A
 * call that takes too long is left behind on its daemon thread.
 */
final class BoundedCall {

  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "recu-cluster");
            thread.setDaemon(true);
            return thread;
          });

  private BoundedCall() {}

  /** Starts a call whose result is collected later. */
  static <T> Future<T> start(Supplier<T> call) {
    return THREADS.submit(call::get);
  }

  /**
   * Waits for a call.
   *
   * @throws TimeoutException if it has not returned in time
   * @throws RuntimeException what the call threw
   */
  static <T> T within(Duration limit, Supplier<T> call) throws TimeoutException {
    return result(start(call), limit);
  }

  /** Waits for the result of a started call. */
  static <T> T result(Future<T> started, Duration limit) throws TimeoutException {
    try {
      return started.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for other workers", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
