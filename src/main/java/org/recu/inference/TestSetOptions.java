package org.recu.inference;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which test images a model is evaluated on.
 *
 * @param dataset name of the data set; empty for the one the model was trained on
 * @param dataPath folder that holds the data set; empty for a set that needs none
 * @param imageSize height and width of the images, in pixels; empty for the model's own
 * @param reading how the images are read
 */
public record TestSetOptions(
    Optional<String> dataset,
    Optional<Path> dataPath,
    OptionalInt imageSize,
    ImageReading reading) {

  /** The data set that the model was trained on, if that needs no folder. */
  public static final TestSetOptions DEFAULT =
      new TestSetOptions(
          Optional.empty(), Optional.empty(), OptionalInt.empty(), ImageReading.DEFAULT);

  /** A data set by its name, such as {@code cifar10}. */
  public static TestSetOptions of(String dataset) {
    return new TestSetOptions(
        Optional.of(dataset), Optional.empty(), OptionalInt.empty(), ImageReading.DEFAULT);
  }

  /** The same with its files in this folder. */
  public TestSetOptions in(Path folder) {
    return new TestSetOptions(dataset, Optional.of(folder), imageSize, reading);
  }

  /** The same, read differently. */
  public TestSetOptions with(ImageReading other) {
    return new TestSetOptions(dataset, dataPath, imageSize, other);
  }
}
