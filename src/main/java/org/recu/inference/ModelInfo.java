package org.recu.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.checkpoint.ModelDescription;
import org.recu.packed.PackedModel;
import org.recu.weights.TrainedNetwork;

/**
 * What a model says about itself. A SavedModel that another program made may say little.
 *
 * @param source the model's file or folder; for a run, its checkpoint
 * @param network name of the network
 * @param dataset name of the data set it was trained on
 * @param imageSize height and width of its images, in pixels; empty if it takes any size
 * @param classes number of logits; empty if the model does not say
 * @param classNames in the order of the logits; empty if unknown
 * @param notes what a PyTorch file says beside its tensors, such as {@code epoch}
 * @param remark which part of a PyTorch file was taken, if that is not obvious
 */
public record ModelInfo(
    Path source,
    Optional<String> network,
    Optional<String> dataset,
    OptionalInt imageSize,
    OptionalInt classes,
    List<String> classNames,
    Map<String, Object> notes,
    Optional<String> remark) {

  public ModelInfo {
    classNames = List.copyOf(classNames);
    notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
  }

  /** Of a network with its weights. */
  static ModelInfo of(TrainedNetwork trained) {
    ModelDescription description = trained.description();
    return new ModelInfo(
        trained.source(),
        Optional.of(description.name()),
        Optional.of(description.dataset()),
        OptionalInt.of(description.imageSize()),
        OptionalInt.of(description.classes()),
        description.classNames(),
        Map.of(),
        trained.remark());
  }

  /**
   * Of a SavedModel.
   *
   * @throws IOException if its signature and its card disagree on the number of classes
   */
  static ModelInfo of(Path folder, SavedModelClassifier classifier, Optional<ModelCard> card)
      throws IOException {
    ModelInfo info =
        new ModelInfo(
            folder,
            card.map(ModelCard::model),
            card.map(ModelCard::dataset),
            known(
                classifier.imageSize() >= 1
                    ? classifier.imageSize()
                    : card.map(ModelCard::imageSize).orElse(-1)),
            known(classifier.classes()),
            card.map(ModelCard::classNames).orElse(List.of()),
            Map.of(),
            Optional.empty());
    if (info.classes.isPresent()) {
      info.requireClasses(info.classes.getAsInt());
    }
    return info;
  }

  /** Of a packed network. */
  static ModelInfo of(Path file, PackedModel model) {
    return new ModelInfo(
        file,
        Optional.of(model.info().name()).filter(name -> !name.isEmpty()),
        Optional.of(model.info().dataset()).filter(name -> !name.isEmpty()),
        OptionalInt.of(model.imageSize()),
        OptionalInt.of(model.classes()),
        model.info().classNames(),
        Map.of(),
        Optional.empty());
  }

  private static OptionalInt known(int number) {
    return number < 1 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** The same with a PyTorch file's notes. */
  ModelInfo withNotes(Map<String, Object> found) {
    return new ModelInfo(source, network, dataset, imageSize, classes, classNames, found, remark);
  }

  /**
   * Refuses class names that do not go with the logits.
   *
   * @param logits how many the model gives for an image
   * @throws IOException if there are names, but not as many
   */
  void requireClasses(int logits) throws IOException {
    if (!classNames.isEmpty() && classNames.size() != logits) {
      throw new IOException(
          "%s has %d logits, but assets/%s lists %d class names"
              .formatted(source, logits, ModelCard.FILE, classNames.size()));
    }
  }

  /**
   * A class's name, or its number if the names are unknown.
   *
   * @param number from 0
   */
  public String className(int number) {
    return classNames.isEmpty() ? Integer.toString(number) : classNames.get(number);
  }
}
