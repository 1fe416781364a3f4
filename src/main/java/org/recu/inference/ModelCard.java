package org.recu.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recu.checkpoint.ModelDescription;
import org.recu.files.FileError;
import org.recu.files.NamedFile;
import org.recu.image.Normalization;

/**
 * What an exported model says about itself, in {@code assets/model.json}.
 *
 * @param model name of the network
 * @param dataset name of the data set it was trained on
 * @param imageSize height and width of its images, in pixels
 * @param normalization of its images, which the graph does
 * @param classNames in the order of the logits; empty if the classes have no names
 */
public record ModelCard(
    String model,
    String dataset,
    int imageSize,
    Normalization normalization,
    List<String> classNames) {

  /** Name of the card in a SavedModel's assets. */
  public static final String FILE = "model.json";

  /** Name of the file of class names in a SavedModel's assets, one a line. */
  public static final String CLASS_NAMES = "class_names.txt";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Writes values on one line. */
  private static final ObjectMapper LINE = new ObjectMapper();

  /** The members of the file, in its order. */
  private record Json(
      String model,
      String dataset,
      int imageSize,
      List<Double> mean,
      List<Double> standardDeviation,
      List<String> classNames) {}

  public ModelCard {
    classNames = classNames == null ? List.of() : List.copyOf(classNames);
  }

  /** The card of a network that is about to be exported. */
  public static ModelCard of(ModelDescription description) {
    return new ModelCard(
        description.name(),
        description.dataset(),
        description.imageSize(),
        description.normalization(),
        description.classNames());
  }

  /**
   * Reads the card of a SavedModel.
   *
   * @param savedModel the model's folder
   * @return the card; empty for a model that another program made, which has none
   * @throws IOException if the card cannot be read or is damaged
   */
  static Optional<ModelCard> find(Path savedModel) throws IOException {
    Path file = savedModel.resolve("assets").resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Json card;
    try {
      card = JSON.readValue(new NamedFile(file).bytes(), Json.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "%s is damaged: %s".formatted(file, FileError.quoted(e.getOriginalMessage())), e);
    }
    if (card == null || card.dataset() == null) {
      throw new IOException("%s is damaged: it names no data set".formatted(file));
    }
    if (!isWhole(card.mean()) || !isWhole(card.standardDeviation())) {
      throw new IOException(
          "%s is damaged: expected mean and standardDeviation of the images".formatted(file));
    }
    if (card.classNames() != null && !isWhole(card.classNames())) {
      throw new IOException("%s is damaged: a class's name is null".formatted(file));
    }
    try {
      return Optional.of(
          new ModelCard(
              card.model(),
              card.dataset(),
              card.imageSize(),
              new Normalization(card.mean(), card.standardDeviation()),
              card.classNames()));
    } catch (IllegalArgumentException e) {
      throw new IOException("%s is damaged: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static boolean isWhole(List<?> values) {
    return values != null && values.stream().allMatch(Objects::nonNull);
  }

  /** The error for a SavedModel without a card, where the card is needed. */
  static IOException missing(Path savedModel) {
    return new IOException(
        "%s has no assets/%s that names its data set; state it with --dataset"
            .formatted(savedModel, FILE));
  }

  /**
   * The card as strings, lists as JSON, for formats that keep no more than strings.
   *
   * @throws IOException if it cannot be written as JSON
   */
  public Map<String, String> strings() throws IOException {
    Map<String, String> strings = new LinkedHashMap<>();
    strings.put("model", model);
    strings.put("dataset", dataset);
    strings.put("image_size", Integer.toString(imageSize));
    strings.put("mean", LINE.writeValueAsString(normalization.mean()));
    strings.put("standard_deviation", LINE.writeValueAsString(normalization.standardDeviation()));
    strings.put("class_names", LINE.writeValueAsString(classNames));
    return strings;
  }

  /** Writes the card and the class names into a SavedModel's assets. */
  public void write(Path assets) throws IOException {
    Files.createDirectories(assets);
    Json card =
        new Json(
            model,
            dataset,
            imageSize,
            normalization.mean(),
            normalization.standardDeviation(),
            classNames);
    new NamedFile(assets.resolve(FILE)).write(JSON.writeValueAsBytes(card));
    String names = classNames.stream().map(name -> name + "\n").collect(Collectors.joining());
    new NamedFile(assets.resolve(CLASS_NAMES)).write(names.getBytes(StandardCharsets.UTF_8));
  }
}
