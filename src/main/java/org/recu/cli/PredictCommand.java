package org.recu.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.recu.console.Console;
import org.recu.console.JsonLine;
import org.recu.files.PathText;
import org.recu.graph.Device;
import org.recu.inference.ClassifiedImage;
import org.recu.inference.ClassifiedImage.ClassPrediction;
import org.recu.inference.ImageLoader;
import org.recu.inference.Model;
import org.recu.inference.ModelPath;
import org.recu.inference.PackedPath;

/** {@code recu predict}: the classes that a trained model predicts for images. */
final class PredictCommand implements Command {

  static final String NAME = "predict";

  private final Action<PredictSettings.Call> predict;

  PredictCommand(Action<PredictSettings.Call> predict) {
    this.predict = predict;
  }

  @Override
  public HelpPage help() {
    return new HelpPage(
        NAME,
        "predict --model_path PATH image... [options]",
        "classifies images of any size, and folders of images",
        PredictSettings.TABLE,
        List.of(
            "recu predict --model_path results/first/savedmodel photo.jpg",
            "recu predict --model_path results/first photos --top_k 1 --json"));
  }

  @Override
  public int run(List<String> words, Console console) throws UsageException, IOException {
    return predict.run(PredictSettings.read(Words.parse(PredictSettings.TABLE, words)), console);
  }

  /** Classifies the images and prints a line for each. */
  static int predict(PredictSettings.Call call, Console console) throws IOException {
    ModelPath path = ModelPath.of(call.modelPath());
    if (path instanceof PackedPath) {
      return predictPacked(path, call, console);
    }
    // A packed network does without TensorFlow, which takes seconds to start.
    NativeLog.quiet(console);
    Device device = ModelDevice.find(path, call.gpu());
    Results results = new Results(call.json(), console);
    try (Model model = path.open(call.model(), device)) {
      ModelDevice.warnOfCpu(path, call.gpu(), device, console);
      model.info().remark().ifPresent(console::warning);
      model.predict(call.images(), call.predict(), results);
    }
    return results.code();
  }

  /** The first images are read while the network is loading. */
  private static int predictPacked(ModelPath path, PredictSettings.Call call, Console console)
      throws IOException {
    Results results = new Results(call.json(), console);
    try (ImageLoader images = ImageLoader.forPacked(call.images(), call.predict());
        Model model = path.open(call.model(), Device.cpu())) {
      model.predict(images, call.predict().topK(), results);
    }
    return results.code();
  }

  /** Prints each result. */
  private static final class Results implements Consumer<ClassifiedImage> {

    private final boolean json;
    private final Console console;
    private int code = Recu.DONE;

    Results(boolean json, Console console) {
      this.json = json;
      this.console = console;
    }

    @Override
    public void accept(ClassifiedImage image) {
      if (image.problem().isPresent()) {
        code = Recu.FAILED;
        console.error("recu: " + image.problem().get());
      } else {
        console.line(json ? json(image) : text(image));
      }
    }

    /** The program's exit code: whether all images could be classified. */
    int code() {
      return code;
    }
  }

  private static String json(ClassifiedImage image) {
    List<Map<String, Object>> predictions = new ArrayList<>();
    for (ClassPrediction prediction : image.predictions()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("class", prediction.className());
      entry.put("probability", prediction.probability());
      predictions.add(entry);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    // JSON itself escapes what a line of text cannot have.
    boolean complete = PathText.isComplete(image.file());
    object.put("file", complete ? image.file().toString() : PathText.of(image.file()));
    object.put("predictions", predictions);
    return JsonLine.of(object);
  }

  private static String text(ClassifiedImage image) {
    return image.predictions().stream()
        .map(
            prediction ->
                String.format(
                    Locale.ROOT,
                    "%s %.1f %%",
                    prediction.className(),
                    100 * prediction.probability()))
        .collect(Collectors.joining(", ", PathText.of(image.file()) + ": ", ""));
  }
}
