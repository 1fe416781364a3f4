package org.recu.inference;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An image file and the classes that a model predicts for it.
 *
 * @param file the image; if it was named as a folder and holds no images, the folder
 * @param predictions the most probable classes, the most probable first; empty if there is a
 *     problem
 * @param problem why the image was not classified, in one line that names the file
 */
public record ClassifiedImage(
    Path file, List<ClassPrediction> predictions, Optional<String> problem) {

  public ClassifiedImage {
    predictions = List.copyOf(predictions);
  }

  /**
   * A class that a model predicts.
   *
   * @param className its name, or its number if the model has no names
   * @param probability softmax of the logits, 0 to 1
   */
  public record ClassPrediction(String className, double probability) {}

  static ClassifiedImage failed(Path file, String problem) {
    return new ClassifiedImage(file, List.of(), Optional.of(problem));
  }
}
