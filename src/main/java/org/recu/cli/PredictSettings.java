package org.recu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.recu.data.Preset;
import org.recu.inference.ModelOptions;
import org.recu.inference.PredictOptions;

/** The options of {@code recu predict}. */
final class PredictSettings {

  private static final Setting<String> MODEL_PATH =
      EvaluateSettings.MODEL_PATH.withoutDefault(
          "model to use: " + EvaluateSettings.MODELS + " (.pth.tar, .safetensors)");

  private static final Setting<Integer> TOP_K =
      Setting.of(
              "top_k",
              Value.wholeNumber(1, SharedSettings.MANY),
              "classes shown for each image, the most probable first")
          .byDefault("5");

  private static final Setting<Boolean> JSON =
      Setting.of(
          "json",
          Value.flag(),
          "write one JSON object for each image, on a line: file, and predictions with class and"
              + " probability");

  static final SettingTable TABLE =
      SettingTable.of(
          SettingTable.Group.of("Model", MODEL_PATH),
          PyTorchSettings.GROUP,
          SettingTable.Group.of(
              "Prediction and output",
              TOP_K,
              SharedSettings.BATCH_SIZE_TEST,
              SharedSettings.WORKERS,
              SharedSettings.GPUS,
              JSON));

  /**
   * The options of {@code recu predict}.
   *
   * @param modelPath the trained model
   * @param model what the command line says about the model
   * @param images image files, and folders of images
   * @param predict how the images are classified
   * @param gpu number of the GPU to use; empty for the CPU
   * @param json whether each result is printed as a JSON object on one line
   */
  record Call(
      Path modelPath,
      ModelOptions model,
      List<Path> images,
      PredictOptions predict,
      OptionalInt gpu,
      boolean json) {

    Call {
      images = List.copyOf(images);
    }
  }

  private PredictSettings() {}

  /** Reads the options from the command line. */
  static Call read(Words words) throws UsageException {
    List<Path> images = words.stray(Integer.MAX_VALUE).stream().map(Path::of).toList();
    if (images.isEmpty()) {
      throw new UsageException("predict needs an image or a folder of images");
    }
    Answers answers = new Answers(words, Map.of(), Preset.SMALL);
    return new Call(
        Path.of(answers.get(MODEL_PATH)),
        PyTorchSettings.read(answers),
        images,
        new PredictOptions(
            answers.get(TOP_K),
            answers.get(SharedSettings.BATCH_SIZE_TEST),
            answers.get(SharedSettings.WORKERS)),
        TrainOptionsReader.gpu(answers.get(SharedSettings.GPUS)),
        answers.flag(JSON));
  }
}
