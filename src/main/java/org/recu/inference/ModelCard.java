package org.recu.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.recu.checkpoint.ModelDescription;

/**
 * What an exported model says of itself, in {@code assets/model.json}.
 *
 * @param model name of the network
 * @param dataset name of the set it was trained on
 * @param imageSize height and width of its images, in pixels
 * @param mean of red, green and blue, of pixels from 0 to 1: the graph subtracts it
 * @param standardDeviation of red, green and blue: the graph divides by it
 * @param classNames in the order of the logits
 */
public record ModelCard(
    String model,
    String dataset,
    int imageSize,
    List<Double> mean,
    List<Double> standardDeviation,
    List<String> classNames) {

  public static final String FILE = "model.json";
  public static final String CLASS_NAMES = "class_names.txt";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public static ModelCard of(ModelDescription description) {
    return new ModelCard(
        description.name(),
        description.dataset(),
        description.imageSize(),
        description.mean(),
        description.standardDeviation(),
        description.classNames());
  }

  /** Whether a SavedModel has a card; one that other programs made has none. */
  public static boolean isIn(Path savedModel) {
    return Files.isRegularFile(file(savedModel));
  }

  private static Path file(Path savedModel) {
    return savedModel.resolve("assets").resolve(FILE);
  }

  /**
   * Reads the card of a SavedModel.
   *
   * @param savedModel the model's folder
   * @throws IOException where there is none, or it is damaged
   */
  public static ModelCard read(Path savedModel) throws IOException {
    Path file = file(savedModel);
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "%s has no assets/%s that names its data set; --dataset names it"
              .formatted(savedModel, FILE));
    }
    ModelCard card;
    try {
      card = JSON.readValue(Files.readAllBytes(file), ModelCard.class);
    } catch (JsonProcessingException e) {
      throw new IOException("%s is damaged: %s".formatted(file, e.getOriginalMessage()), e);
    }
    if (card == null || card.dataset() == null) {
      throw new IOException("%s is damaged: it names no data set".formatted(file));
    }
    return card;
  }

  /** Writes card and class names into a SavedModel's assets. */
  public void write(Path assets) throws IOException {
    Files.createDirectories(assets);
    Files.write(assets.resolve(FILE), JSON.writeValueAsBytes(this));
    Files.write(assets.resolve(CLASS_NAMES), classNames);
  }
}
