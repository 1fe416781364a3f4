package org.recu.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.data.DatasetDescriptor;
import org.recu.data.Preset;
import org.recu.data.catalog.Datasets;

/** The options of {@code recu evaluate}. */
final class EvaluateSettings {

  /** What can be evaluated. */
  static final String MODELS = "a run folder, a checkpoint, a SavedModel or a PyTorch file";

  static final Setting<String> MODEL_PATH =
      Setting.of(
          "model_path", Value.word("PATH", MODELS), "what to evaluate: " + MODELS + " (.pth.tar)");

  static final Setting<Boolean> JSON =
      Setting.of("json", Value.flag(), "write the result as one JSON object");

  static final SettingTable TABLE =
      SettingTable.of(
          SettingTable.Group.of(
              "What to evaluate",
              MODEL_PATH,
              SharedSettings.MODEL.withoutDefault(
                  "network to be found: a file of another is refused"),
              SharedSettings.DATASET.withoutDefault(
                  "data set, if not the one it was trained on (which a PyTorch file does not say: cifar10)")),
          SettingTable.Group.of(
              "Data",
              SharedSettings.DATA_PATH,
              SharedSettings.IMAGE_SIZE.withoutDefault(
                  "height and width of the images, in pixels, if not the model's own"),
              SharedSettings.BATCH_SIZE_TEST,
              SharedSettings.LIMIT_TEST,
              SharedSettings.WORKERS,
              SharedSettings.USE_DALI,
              SharedSettings.ON_BAD_IMAGE),
          SettingTable.Group.of("How", SharedSettings.GPUS, JSON),
          OutputSettings.GROUP);

  private EvaluateSettings() {}

  /**
   * The options from what was typed, after {@code evaluate} or in the published program's way.
   *
   * @param path the option that names the model
   */
  static EvaluateOptions read(Words words, Setting<String> path) throws UsageException {
    // Only what was typed: the model's file knows its network and its data set.
    Optional<String> model = typed(words, SharedSettings.MODEL);
    Optional<String> dataset = typed(words, SharedSettings.DATASET);
    Optional<Path> dataPath = typed(words, SharedSettings.DATA_PATH).map(Path::of);
    OptionalInt imageSize =
        typed(words, SharedSettings.IMAGE_SIZE).map(OptionalInt::of).orElse(OptionalInt.empty());
    Preset preset = Preset.SMALL;
    if (dataset.isPresent()) {
      DatasetDescriptor known = Datasets.descriptor(dataset.get());
      DatasetChecks.requireFolder(known, dataPath.isPresent());
      preset = known.preset(imageSize);
      if (imageSize.isPresent()) {
        DatasetChecks.requireSize(known, imageSize.getAsInt());
      }
      if (words.has(SharedSettings.USE_DALI)) {
        DatasetChecks.requireImageFiles(known, SharedSettings.USE_DALI);
      }
    }
    Answers answers = new Answers(words, Map.of(), preset);
    return new EvaluateOptions(
        Path.of(answers.get(path)),
        model,
        dataset,
        dataPath,
        imageSize,
        answers.flag(SharedSettings.USE_DALI),
        SourceReader.badImages(answers),
        answers.get(SharedSettings.BATCH_SIZE_TEST),
        answers.find(SharedSettings.LIMIT_TEST).map(OptionalInt::of).orElse(OptionalInt.empty()),
        TrainOptionsReader.gpu(answers.get(SharedSettings.GPUS)),
        answers.get(SharedSettings.WORKERS),
        answers.flag(JSON));
  }

  private static <T> Optional<T> typed(Words words, Setting<T> setting) throws UsageException {
    return words.has(setting)
        ? Optional.of(setting.read(words.of(setting).orElseThrow()))
        : Optional.empty();
  }
}
