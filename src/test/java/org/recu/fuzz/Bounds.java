package org.recu.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * What every reader of files promises, whatever bytes it is given: it throws nothing but its own
 * exception, which has one line, and takes memory in proportion to the file.
 */
public final class Bounds {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Bytes that a reader may allocate for a byte of the file, all of them together. */
  private static final long MOST_PER_BYTE = 300;

  /** Bytes that a reader may allocate for any file: buffers, and what the readers' limits allow. */
  private static final long SPARE = 1 << 27;

  private static final int LONGEST_MESSAGE = 2000;

  /** Whether a file has been read: the first time, classes are loaded, which costs memory. */
  private static boolean warm;

  /** The reading of a file. */
  public interface Reading {
    void run() throws IOException;
  }

  private Bounds() {}

  /**
   * Reads a file.
   *
   * @param size of the file in bytes
   * @param own the reader's exception
   * @throws AssertionError if the reader does not keep its promise
   */
  public static void check(int size, Class<? extends IOException> own, Reading reading) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    try {
      reading.run();
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      if (!own.isInstance(e)
          || message.lines().count() != 1
          || message.length() > LONGEST_MESSAGE) {
        throw new AssertionError("not the reader's own exception of one line", e);
      }
    }
    long allocated = THREADS.getThreadAllocatedBytes(thread) - before;
    boolean counts = warm;
    warm = true;
    if (counts && allocated > SPARE + MOST_PER_BYTE * size) {
      throw new AssertionError("%d bytes allocated for a file of %d".formatted(allocated, size));
    }
  }
}
