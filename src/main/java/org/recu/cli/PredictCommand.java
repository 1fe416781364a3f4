package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.recu.console.Console;
import org.recu.data.Preset;

/** {@code recu predict}: what a trained model takes pictures for. */
final class PredictCommand implements Command {

  private static final Setting<String> MODEL_PATH =
      EvaluateSettings.MODEL_PATH.withoutDefault(
          "what predicts: " + EvaluateSettings.MODELS + " (.pth.tar)");

  private static final Setting<Integer> TOP_K =
      Setting.of("top_k", Value.wholeNumber(1, SharedSettings.MANY), "classes told of each picture")
          .byDefault("5");

  private static final Setting<Boolean> JSON =
      Setting.of(
          "json",
          Value.flag(),
          "write an object a picture on a line: file, and predictions with class and probability");

  private static final SettingTable TABLE =
      SettingTable.of(
          SettingTable.Group.of("Which model", MODEL_PATH),
          SettingTable.Group.of(
              "Of a PyTorch file",
              StatedModel.MODEL,
              StatedModel.DATASET,
              StatedModel.DATA_PATH,
              StatedModel.IMAGE_SIZE),
          SettingTable.Group.of(
              "How",
              TOP_K,
              SharedSettings.BATCH_SIZE_TEST,
              SharedSettings.WORKERS,
              SharedSettings.GPUS,
              JSON));

  private final Action<PredictOptions> predict;

  PredictCommand(Action<PredictOptions> predict) {
    this.predict = predict;
  }

  @Override
  public HelpPage help() {
    return new HelpPage(
        "predict",
        "predict --model_path PATH image... [options]",
        "the likeliest classes of pictures of any size, and of folders of pictures",
        TABLE,
        List.of(
            "recu predict --model_path results/first/savedmodel photo.jpg",
            "recu predict --model_path results/first pictures --top_k 1 --json"));
  }

  @Override
  public int run(List<String> words, Console console) throws UsageException, IOException {
    Words typed = Words.parse(TABLE, words);
    List<Path> images = typed.stray(Integer.MAX_VALUE).stream().map(Path::of).toList();
    if (images.isEmpty()) {
      throw new UsageException("predict needs an image, or a folder of images");
    }
    Answers answers = new Answers(typed, Map.of(), Preset.SMALL);
    return predict.run(
        new PredictOptions(
            Path.of(answers.get(MODEL_PATH)),
            StatedModel.read(typed),
            images,
            answers.get(TOP_K),
            answers.get(SharedSettings.BATCH_SIZE_TEST),
            TrainOptionsReader.gpu(answers.get(SharedSettings.GPUS)),
            answers.get(SharedSettings.WORKERS),
            answers.flag(JSON)),
        console);
  }
}
