package org.recu.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.recu.data.DataSource;
import org.recu.inference.ModelOptions;
import org.recu.weights.TrainedNetwork;

/** The options that supply what a PyTorch file does not say about its network. */
final class PyTorchSettings {

  /** Unlike training's option, this one accepts the first stages of two-stage training. */
  static final Setting<String> MODEL =
      Setting.of(
              "model",
              Value.oneOf("NAME", TrainedNetwork::names),
              "network of the model; needed if a PyTorch file fits more than one, and does not say"
                  + " which")
          .orShort("a");

  static final Setting<String> DATASET =
      SharedSettings.DATASET.withoutDefault(
          "data set a PyTorch file was trained on, for its normalisation and class names");

  static final Setting<String> DATA_PATH =
      SharedSettings.DATA_PATH.withoutDefault(
          "folder of that data set, if its class names have to be read from there");

  static final Setting<Integer> IMAGE_SIZE =
      SharedSettings.IMAGE_SIZE.withoutDefault(
          "height and width of that data set's images, in pixels, if not the usual ones");

  static final SettingTable.Group GROUP =
      SettingTable.Group.of("If it is a PyTorch file", MODEL, DATASET, DATA_PATH, IMAGE_SIZE);

  private PyTorchSettings() {}

  /** What the command line says about the model. */
  static ModelOptions read(Answers answers) throws UsageException {
    Optional<String> dataset = answers.find(DATASET);
    return new ModelOptions(
        answers.find(MODEL),
        dataset.isPresent() ? Optional.of(source(dataset.get(), answers)) : Optional.empty());
  }

  /** The data set with the given folder and image size. */
  static DataSource source(String dataset, Answers answers) throws UsageException {
    DataSource source = DataSource.of(dataset, answers.find(DATA_PATH).map(Path::of));
    Optional<Integer> size = answers.find(IMAGE_SIZE);
    return size.isPresent() ? source.withImageSize(size.get()) : source;
  }
}
