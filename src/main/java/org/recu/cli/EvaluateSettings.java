package org.recu.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.data.DatasetDescriptor;
import org.recu.data.Preset;
import org.recu.data.catalog.Datasets;
import org.recu.data.pipeline.Limit;
import org.recu.inference.ImageReading;
import org.recu.inference.ModelOptions;
import org.recu.inference.TestSetOptions;

/** The options of {@code recu evaluate}. */
final class EvaluateSettings {

  /** The kinds of models that can be evaluated. */
  static final String MODELS =
      "a run folder, a checkpoint, a SavedModel, a packed or a PyTorch file";

  /** Data set of the published program's models, whose files do not name it. */
  private static final String PUBLISHED_DATASET = "cifar10";

  static final Setting<String> MODEL_PATH =
      Setting.of(
          "model_path",
          Value.word("PATH", MODELS),
          "model to evaluate: " + MODELS + " (.pth.tar, .safetensors)");

  static final Setting<Boolean> JSON =
      Setting.of("json", Value.flag(), "write the result as one JSON object");

  static final SettingTable TABLE =
      SettingTable.of(
          SettingTable.Group.of(
              "Model and data set",
              MODEL_PATH,
              PyTorchSettings.MODEL.withoutDefault(
                  "network the model must be; needed if a PyTorch file fits more than one, and does"
                      + " not say which"),
              SharedSettings.DATASET.withoutDefault(
                  "data set, if not the one the model was trained on; cifar10 for a PyTorch file,"
                      + " which does not say")),
          SettingTable.Group.of(
              "Images",
              SharedSettings.DATA_PATH,
              SharedSettings.IMAGE_SIZE.withoutDefault(
                  "height and width of the images, in pixels, if not the model's own"),
              SharedSettings.BATCH_SIZE_TEST,
              SharedSettings.LIMIT_TEST,
              SharedSettings.LIMIT_BY,
              SharedSettings.WORKERS,
              SharedSettings.USE_DALI,
              SharedSettings.ON_BAD_IMAGE),
          SettingTable.Group.of("Device and output", SharedSettings.GPUS, JSON),
          OutputSettings.GROUP);

  private EvaluateSettings() {}

  /**
   * The options of {@code recu evaluate}, or of {@code recu train --evaluate}.
   *
   * @param words the command line
   * @param path the option that names the model
   */
  static EvaluateOptions read(Words words, Setting<String> path) throws UsageException {
    Answers answers = new Answers(words, Map.of(), preset(words));
    String modelPath = answers.get(path);
    // Only an explicit value counts: training's option has a default, but a model knows its
    // network.
    Optional<String> network =
        words.has(PyTorchSettings.MODEL)
            ? Optional.of(PyTorchSettings.MODEL.read(words.of(PyTorchSettings.MODEL).orElseThrow()))
            : Optional.empty();
    Optional<String> dataset = answers.find(PyTorchSettings.DATASET);
    ImageReading reading =
        new ImageReading(
            answers.get(SharedSettings.BATCH_SIZE_TEST),
            new Limit(number(answers, SharedSettings.LIMIT_TEST), SourceReader.limitBy(answers)),
            answers.get(SharedSettings.WORKERS),
            answers.flag(SharedSettings.USE_DALI),
            SourceReader.badImages(answers));
    return new EvaluateOptions(
        Path.of(modelPath),
        new ModelOptions(
            network,
            Optional.of(PyTorchSettings.source(dataset.orElse(PUBLISHED_DATASET), answers))),
        new TestSetOptions(
            dataset,
            answers.find(SharedSettings.DATA_PATH).map(Path::of),
            number(answers, PyTorchSettings.IMAGE_SIZE),
            reading),
        TrainOptionsReader.gpu(answers.get(SharedSettings.GPUS)),
        answers.flag(JSON),
        ResolvedOptions.of(TABLE, answers).with(MODEL_PATH, modelPath));
  }

  /** The defaults of the data set, if one is given; rejects options that it does not support. */
  private static Preset preset(Words words) throws UsageException {
    Answers typed = new Answers(words, Map.of(), Preset.SMALL);
    Optional<String> dataset = typed.find(PyTorchSettings.DATASET);
    if (dataset.isEmpty()) {
      return Preset.SMALL;
    }
    DatasetDescriptor known = Datasets.descriptor(dataset.get());
    DatasetChecks.requireFolder(known, words.has(SharedSettings.DATA_PATH));
    OptionalInt imageSize = number(typed, PyTorchSettings.IMAGE_SIZE);
    if (imageSize.isPresent()) {
      DatasetChecks.requireSize(known, imageSize.getAsInt());
    }
    if (words.has(SharedSettings.USE_DALI)) {
      DatasetChecks.requireImageFiles(known, SharedSettings.USE_DALI);
    }
    return known.preset(imageSize);
  }

  private static OptionalInt number(Answers answers, Setting<Integer> setting)
      throws UsageException {
    return answers.find(setting).map(OptionalInt::of).orElse(OptionalInt.empty());
  }
}
