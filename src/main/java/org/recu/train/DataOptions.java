package org.recu.train;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a run reads and how it is fed.
 *
 * @param dataset name of the set, such as {@code cifar10}
 * @param dataPath folder that holds the set; empty for a set that the program draws itself
 * @param workers threads that augment; the result does not depend on it
 * @param augment whether training images are cropped and mirrored
 * @param shuffle whether training images come in a new order every epoch
 * @param limitTrain only the first so many training records
 * @param limitTest only the first so many test records
 */
public record DataOptions(
    String dataset,
    Optional<Path> dataPath,
    int workers,
    boolean augment,
    boolean shuffle,
    OptionalInt limitTrain,
    OptionalInt limitTest) {}
