package org.recu.train;

import java.util.OptionalInt;
import org.recu.data.DataSource;
import org.recu.data.pipeline.BadImages;

/**
 * What a run reads and how it is fed.
 *
 * @param source which set, and where it is
 * @param workers threads that augment; the result does not depend on it
 * @param badImages how images that cannot be read are handled
 * @param augment whether training images are cropped and mirrored
 * @param shuffle whether training images come in a new order every epoch
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

  /** This data cut to some training and some test images. */
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
