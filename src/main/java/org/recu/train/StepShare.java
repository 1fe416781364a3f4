package org.recu.train;

/**
 * What a worker has of a batch.
 *
 * @param images number of its images; 0 if it has none and is fed one that does not count
 * @param total number of images of the whole batch
 */
record StepShare(int images, int total) {

  /** All of it, however much that is. */
  static final StepShare ALL = new StepShare(1, 1);
}
