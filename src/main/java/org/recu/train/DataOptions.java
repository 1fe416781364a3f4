package org.recu.train;

import java.util.OptionalInt;
import org.recu.data.DataSource;
import org.recu.data.pipeline.BadImages;
import org.recu.data.pipeline.Limit;
import org.recu.data.pipeline.LimitBy;

/**
 * The data of a run and how it is read.
 *
 * @param source the data set and its location
 * @param limits how many of its images are used
 * @param reading how images are read
 * @param randomness what is random about the training images
 * @param batchSizes images per step
 */
public record DataOptions(
    DataSource source,
    Limits limits,
    Reading reading,
    Randomness randomness,
    BatchSizes batchSizes) {

  /**
   * How many images are used.
   *
   * @param training use only this many training images
   * @param test use only this many test images
   * @param by which these are
   */
  public record Limits(OptionalInt training, OptionalInt test, LimitBy by) {

    /** All images. */
    public static final Limits NONE =
        new Limits(OptionalInt.empty(), OptionalInt.empty(), LimitBy.SAMPLE);

    /** The limit of the training images. */
    Limit ofTraining() {
      return new Limit(training, by);
    }

    /** The limit of the test images. */
    Limit ofTest() {
      return new Limit(test, by);
    }
  }

  /**
   * How images are read.
   *
   * @param workers threads that augment; the result does not depend on their number
   * @param badImages what to do with images that cannot be read
   */
  public record Reading(int workers, BadImages badImages) {

    /** The defaults of the command line. */
    public static final Reading DEFAULT = new Reading(8, BadImages.STOP);
  }

  /**
   * What is random about the training images.
   *
   * @param augment whether they are cropped and mirrored
   * @param shuffle whether they are shuffled anew every epoch
   */
  public record Randomness(boolean augment, boolean shuffle) {

    /** Both, as published. */
    public static final Randomness FULL = new Randomness(true, true);
  }

  /** All images of a source, read with the defaults of the command line. */
  static DataOptions of(DataSource source, BatchSizes batchSizes) {
    return new DataOptions(source, Limits.NONE, Reading.DEFAULT, Randomness.FULL, batchSizes);
  }

  /** These options limited to samples of the given numbers of training and test images. */
  public DataOptions limitedTo(int training, int test) {
    Limits fewer = new Limits(OptionalInt.of(training), OptionalInt.of(test), LimitBy.SAMPLE);
    return new DataOptions(source, fewer, reading, randomness, batchSizes);
  }

  /** These options with other numbers of images per step. */
  public DataOptions with(BatchSizes other) {
    return new DataOptions(source, limits, reading, randomness, other);
  }
}
