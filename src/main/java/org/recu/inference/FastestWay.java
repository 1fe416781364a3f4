package org.recu.inference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which of several ways to the same numbers takes the least time, for each batch size. It is found
 * while they answer, so that no work is done for the measurement alone.
 *
 * <p>The first way is the one that is ready soonest. The others have loops to compile, which takes
 * as long as some hundred milliseconds of answers; so each is tried only when the ones before have
 * been used for about that long with batches of that size.
 *
 * @param <W> a way
 */
final class FastestWay<W> {

  /** After so many nanoseconds and calls of the first way, the next one is tried. */
  private static final long PATIENCE = 250_000_000;

  /** Calls of a way in a trial. The first one prepares it, and counts only if it is alone. */
  private static final int CALLS = 3;

  private final List<W> ways;
  private final Map<Long, Trial> trials = new HashMap<>();

  /**
   * Begins without a measurement.
   *
   * @param ways at least one; the one that is ready soonest first
   */
  FastestWay(List<W> ways) {
    this.ways = List.copyOf(ways);
  }

  /** What is known of one batch size. */
  private final class Trial {
    private final long[] least = new long[ways.size()];
    private int tried;
    private int fastest;
    private int calls;
    private long spent;

    W way() {
      return ways.get(tried < ways.size() ? tried : fastest);
    }

    void took(W way, long nanoseconds) {
      // Another thread may have begun the call before the trial went on.
      if (tried == ways.size() || way != way()) {
        return;
      }
      calls++;
      spent += nanoseconds;
      least[tried] = calls <= 2 ? nanoseconds : Math.min(least[tried], nanoseconds);
      if (isMeasured()) {
        if (least[tried] < least[fastest]) {
          fastest = tried;
        }
        tried++;
        calls = 0;
        spent = 0;
      }
    }

    /** A slow batch says enough of the first way at once; there is no loop to compile in it. */
    private boolean isMeasured() {
      boolean slow = tried == 0 && spent >= 4 * PATIENCE;
      return slow || (calls >= CALLS && (tried > 0 || spent >= PATIENCE));
    }
  }

  /** The way for a batch of some size, as far as is known. */
  synchronized W of(long batch) {
    return trial(batch).way();
  }

  /**
   * Calls the way for a batch, and learns how long it took.
   *
   * @param batch its size
   * @param call gives the answer of a way
   */
  <R> R call(long batch, Function<W, R> call) {
    W way = of(batch);
    long start = System.nanoTime();
    R answer = call.apply(way);
    took(batch, way, System.nanoTime() - start);
    return answer;
  }

  /** A way has taken so many nanoseconds for a batch. */
  synchronized void took(long batch, W way, long nanoseconds) {
    trial(batch).took(way, nanoseconds);
  }

  private Trial trial(long batch) {
    return trials.computeIfAbsent(batch, size -> new Trial());
  }
}
