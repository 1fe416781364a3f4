package org.recu.train;

import java.util.OptionalInt;
import org.recu.data.DataSource;
import org.recu.data.pipeline.BadImages;

/**
 * The data of a run and how it is read.
 *
 * @param source the data set and its location
 * @param workers threads that augment; the result does not depend on their number
 * @param badImages what to do with images that cannot be read
 * @param augment whether training images are cropped and mirrored
 * @param shuffle whether training images are shuffled anew every epoch
 * @param limitTrain use only this many training images
 * @param limitTest use only this many test images
 */
public record DataOptions(
    DataSource source,
    int workers,
    BadImages badImages,
    boolean augment,
    boolean shuffle,
    OptionalInt limitTrain,
    OptionalInt limitTest) {

  /** These options limited to the given numbers of training and test images. */
  public DataOptions limitedTo(int training, int test) {
    return new DataOptions(
        source,
        workers,
        badImages,
        augment,
        shuffle,
        OptionalInt.of(training),
        OptionalInt.of(test));
  }
}
