package org.recu.graph;

import org.tensorflow.Graph;
import org.tensorflow.Session;

/**
 * How many threads an op may use on the CPU. TensorFlow takes the number from the first session of
 * a process, whichever it is, and keeps it.
 *
 * @param number at least 1, or 0 for one for each processor
 */
public record OpThreads(int number) {

  public OpThreads {
    if (number < 0) {
      throw new IllegalArgumentException("an op needs a thread, not " + number);
    }
  }

  /** One for each processor, which is TensorFlow's choice. */
  public static OpThreads all() {
    return new OpThreads(0);
  }

  /** Makes it the number of this process. Has no effect after the first session. */
  public void set() {
    try (Graph graph = new Graph()) {
      // Its threads stay.
      new Session(
              graph,
              Device.cpu().configuration().toBuilder().setIntraOpParallelismThreads(number).build())
          .close();
    }
  }
}
