package org.recu.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A stream whose reads time out. The time-out of an HTTP request covers its headers only: without
 * this, a server that stalls within the body would hang the download for ever.
 */
final class TimedInput extends BlockInput {
  private final Duration timeout;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "download-timeout");
            thread.setDaemon(true);
            return thread;
          });

  private volatile boolean stalled;

  /**
   * A stream over another, which {@link #close} closes.
   *
   * @param in a read of it must end when another thread closes it
   * @param timeout that a single read may take
   */
  TimedInput(InputStream in, Duration timeout) {
    super(in);
    this.timeout = timeout;
  }

  /**
   * Reads the bytes available, waiting for the first one.
   *
   * @throws StalledException if nothing arrives within the time-out
   */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Future<?> end = clock.schedule(this::stall, timeout.toNanos(), TimeUnit.NANOSECONDS);
    int count;
    try {
      count = in.read(bytes, offset, length);
    } catch (IOException e) {
      if (stalled) {
        throw new StalledException(e);
      }
      throw e;
    } finally {
      end.cancel(false);
    }
    if (stalled && count < 0) {
      // Closed by the clock, which some streams report as their end.
      throw new StalledException(null);
    }
    return count;
  }

  private void stall() {
    stalled = true;
    try {
      in.close();
    } catch (IOException e) {
      // The read fails or has ended, either way: that is what counts.
    }
  }

  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    super.close();
  }

  /** No data arrived within the time-out. */
  static final class StalledException extends InterruptedIOException {
    private static final long serialVersionUID = 1L;

    StalledException(IOException cause) {
      initCause(cause);
    }
  }
}
