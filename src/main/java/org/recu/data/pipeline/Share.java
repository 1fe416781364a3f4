package org.recu.data.pipeline;

/**
 * Which part of the images a worker takes of those that several process together.
 *
 * @param worker number of the worker, from 0
 * @param workers how many there are
 */
public record Share(int worker, int workers) {

  /** The only worker's: everything. */
  public static final Share WHOLE = new Share(0, 1);

  public Share {
    if (worker < 0 || worker >= workers) {
      throw new IllegalArgumentException(
          "worker (" + worker + ") must be below the number of workers (" + workers + ")");
    }
  }

  /** How many of some images are this worker's: as even as it goes, the first workers have more. */
  int count(int images) {
    return images / workers + (worker < images % workers ? 1 : 0);
  }

  /** How many of some images are those of the workers before it. */
  int before(int images) {
    return worker * (images / workers) + Math.min(worker, images % workers);
  }
}
