package org.recu.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.data.Preset;

/**
 * What somebody says of a PyTorch file's network, which the file does not; a run, a checkpoint or a
 * SavedModel knows it.
 *
 * @param model name of the network; empty where names and shapes of the tensors shall say it
 * @param dataset name of the set that it was trained on
 * @param dataPath folder of that set, whose class names may stand there alone
 * @param imageSize height and width of its images in pixels; empty for the set's usual ones
 */
public record StatedModel(
    Optional<String> model,
    Optional<String> dataset,
    Optional<Path> dataPath,
    OptionalInt imageSize) {

  static final Setting<String> MODEL =
      SharedSettings.MODEL.withoutDefault(
          "network of a PyTorch file, where its names and shapes fit more than one");

  static final Setting<String> DATASET =
      SharedSettings.DATASET.withoutDefault(
          "set that a PyTorch file was trained on, for its normalisation and class names");

  static final Setting<String> DATA_PATH =
      SharedSettings.DATA_PATH.withoutDefault(
          "folder of that set, where the classes are read off it");

  static final Setting<Integer> IMAGE_SIZE =
      SharedSettings.IMAGE_SIZE.withoutDefault(
          "height and width of that set's images, in pixels, if not the usual ones");

  /** As typed. */
  static StatedModel read(Words typed) throws UsageException {
    Answers answers = new Answers(typed, Map.of(), Preset.SMALL);
    return new StatedModel(
        answers.find(MODEL),
        answers.find(DATASET),
        answers.find(DATA_PATH).map(Path::of),
        answers.find(IMAGE_SIZE).map(OptionalInt::of).orElse(OptionalInt.empty()));
  }
}
