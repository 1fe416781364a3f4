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

  /** The reading of a file. */
  public interface Reading {
    void run() throws IOException;
  }

  private Bounds() {}

  /**
   * Reads a file; twice where it takes too much memory, since the classes that a reading is the
   * first to need cost memory, too.
   *
   * @param size of the file in bytes
   * @param own the reader's exception
   * @throws AssertionError if the reader does not keep its promise
   */
  public static void check(int size, Class<? extends IOException> own, Reading reading) {
    long most = SPARE + MOST_PER_BYTE * size;
    if (allocated(own, reading) > most) {
      long again = allocated(own, reading);
      if (again > most) {
        throw new AssertionError("%d bytes allocated for a file of %d".formatted(again, size));
      }
    }
  }

  /** Reads a file, and returns how many bytes were allocated for it. */
  private static long allocated(Class<? extends IOException> own, Reading reading) {
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
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }
}
