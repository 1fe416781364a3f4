package org.recu.data;

/**
 * A stream of random numbers determined by a key, identical on every machine and Java version.
 *
 * <p>SplitMix64: a counter that steps by the golden ratio, put through a 64-bit mixing function.
 * Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014; the mixer is
 * Stafford's variant 13. A stream costs one object, so every image of every epoch has its own.
 */
public final class RandomStream {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  /**
   * The stream of a seed.
   *
   * @param seed any number
   */
  public RandomStream(long seed) {
    this.state = seed;
  }

  /**
   * The stream of a key of several numbers. Streams of different keys are independent.
   *
   * @param key any numbers; their order counts
   */
  public static RandomStream of(long... key) {
    long state = 0;
    for (long part : key) {
      state = mix(state + GOLDEN_GAMMA + part);
    }
    return new RandomStream(state);
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Uniform over all 64-bit numbers. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /**
   * Uniform over 0..bound-1, without bias (Lemire, "Fast random integer generation in an interval",
   * 2019).
   *
   * @param bound at least 1
   * @throws IllegalArgumentException if bound is below 1
   */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound (" + bound + ") must be at least 1");
    }
    long product = (nextLong() >>> 32) * bound;
    if ((product & 0xffffffffL) < bound) {
      long threshold = (0x100000000L - bound) % bound;
      while ((product & 0xffffffffL) < threshold) {
        product = (nextLong() >>> 32) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /** Uniform over [0, 1), a multiple of 2^-53. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /**
   * Normal, with mean 0 and standard deviation 1 (Box and Muller, "A note on the generation of
   * random normal deviates", 1958). Takes two numbers of the stream.
   */
  public double nextGaussian() {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * nextDouble());
  }

  /** True or false with probability one half. */
  public boolean nextBoolean() {
    return nextLong() < 0;
  }
}
