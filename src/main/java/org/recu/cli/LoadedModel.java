package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.recu.checkpoint.ModelDescription;
import org.recu.data.catalog.Datasets;
import org.recu.eval.Classifier;
import org.recu.eval.FrozenClassifier;
import org.recu.graph.Device;
import org.recu.inference.ModelCard;
import org.recu.inference.ModelPath;
import org.recu.inference.SavedModelClassifier;
import org.recu.weights.TrainedNetwork;

/**
 * A trained model that is ready to look at pictures, whatever it was stored as. Owns native memory.
 *
 * @param classifier the network
 * @param imageSize height and width of its pictures, in pixels
 * @param dataset name of the set that it was trained on, where that is known
 * @param classNames in the order of the logits; empty where they are not known
 */
record LoadedModel(
    Classifier classifier, int imageSize, Optional<String> dataset, List<String> classNames)
    implements AutoCloseable {

  LoadedModel {
    classNames = List.copyOf(classNames);
  }

  /**
   * Loads a model.
   *
   * @param stated what was said of a PyTorch file
   * @throws IOException where it cannot be loaded, or does not say which pictures it wants
   */
  static LoadedModel open(Path given, StatedModel stated, Device device) throws IOException {
    ModelPath path = ModelPath.of(given);
    if (path instanceof ModelPath.SavedModel) {
      return savedModel(given, device);
    }
    TrainedNetwork trained = StoredModel.open(path, stated);
    ModelDescription stored = trained.description();
    return new LoadedModel(
        FrozenClassifier.fastest(trained, device),
        stored.imageSize(),
        Optional.of(stored.dataset()),
        stored.classNames());
  }

  private static LoadedModel savedModel(Path given, Device device) throws IOException {
    SavedModelClassifier classifier = new SavedModelClassifier(given, device);
    boolean usable = false;
    try {
      Optional<ModelCard> card =
          ModelCard.isIn(given) ? Optional.of(ModelCard.read(given)) : Optional.empty();
      int size =
          classifier.imageSize() >= 0
              ? classifier.imageSize()
              : card.map(ModelCard::imageSize).orElse(-1);
      if (size < 1) {
        throw new IOException(
            "%s takes images of any size and has no assets that say of which it wants them"
                .formatted(given));
      }
      LoadedModel model =
          new LoadedModel(
              classifier,
              size,
              card.map(ModelCard::dataset),
              card.map(ModelCard::classNames).orElse(List.of()));
      usable = true;
      return model;
    } finally {
      if (!usable) {
        classifier.close();
      }
    }
  }

  /** A class's name, or its number where the model says no names. */
  String className(int number) {
    return number < classNames.size() ? classNames.get(number) : Integer.toString(number);
  }

  /** What a picture's short side becomes before its middle is taken, as in the set's validation. */
  int shortSide() {
    return dataset.map(name -> Datasets.shortSide(name, imageSize)).orElse(imageSize);
  }

  @Override
  public void close() {
    classifier.close();
  }
}
