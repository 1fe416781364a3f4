package org.recu.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.recu.graph.Device;

/**
 * The folder of a SavedModel.
 *
 * @param path as it was given
 */
public record SavedModelPath(Path path) implements SignsPath {

  /** What makes a folder a SavedModel. */
  static final String FILE = "saved_model.pb";

  @Override
  public String noun() {
    return "a SavedModel";
  }

  @Override
  public Model open(ModelOptions options, Device device) throws IOException {
    SavedModelClassifier classifier = new SavedModelClassifier(path, device);
    return Model.over(
        classifier,
        () -> {
          Optional<ModelCard> card = ModelCard.find(path);
          if (card.isPresent() && card.get().model() != null) {
            options.requireNetwork(path, card.get().model());
          }
          return ModelInfo.of(path, classifier, card);
        });
  }
}
