package org.recu.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.recu.checkpoint.ModelDescription;
import org.recu.checkpoint.ModelPath;
import org.recu.data.Dataset;
import org.recu.data.DatasetInfo;
import org.recu.data.Datasets;
import org.recu.data.Pipeline;
import org.recu.eval.Classifier;
import org.recu.eval.Evaluation;
import org.recu.eval.Evaluator;
import org.recu.eval.NetworkClassifier;
import org.recu.eval.SavedModelClassifier;
import org.recu.eval.TestImages;
import org.recu.export.ModelCard;
import org.recu.nn.Device;
import org.recu.pytorch.PyTorchFile;
import org.recu.report.Console;
import org.recu.weights.TrainedNetwork;

/** {@code recu evaluate}, once its words are read. */
final class Evaluating implements Action<EvaluateOptions> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PUBLISHED_DATASET = "cifar10";

  @Override
  public int run(EvaluateOptions options, Console console) throws IOException {
    NativeLog.quiet();
    ModelPath path = ModelPath.of(options.modelPath());
    if (path instanceof ModelPath.SavedModel) {
      return savedModel(options, console);
    }
    if (path instanceof ModelPath.PyTorch) {
      return pyTorch(options, console);
    }
    TrainedNetwork trained = TrainedNetwork.of(StoredModel.checkpoint(path));
    ModelDescription stored = trained.description();
    if (!options.model().orElse(stored.name()).equals(stored.name())) {
      throw new IOException(
          "--model %s contradicts %s, which holds %s"
              .formatted(options.model().get(), trained.source(), stored.name()));
    }
    DatasetInfo info = Datasets.info(options.dataset().orElse(stored.dataset()));
    requireClasses(trained.source().toString(), stored.classes(), info);
    return evaluate(trained, info, Map.of(), options, console);
  }

  /** A PyTorch file does not say what it was trained on: the published program takes CIFAR-10. */
  private static int pyTorch(EvaluateOptions options, Console console) throws IOException {
    DatasetInfo info = Datasets.info(options.dataset().orElse(PUBLISHED_DATASET));
    PyTorchFile file = PyTorchFile.read(options.modelPath());
    TrainedNetwork trained = TrainedNetwork.of(file, options.model(), info);
    return evaluate(trained, info, file.notes(), options, console);
  }

  private static int evaluate(
      TrainedNetwork trained,
      DatasetInfo info,
      Map<String, Object> notes,
      EvaluateOptions options,
      Console console)
      throws IOException {
    Device device = Devices.pick(options.gpu(), console);
    try (Pipeline images = images(options, info);
        Classifier classifier = new NetworkClassifier(trained, device)) {
      if (!notes.isEmpty() && !options.json()) {
        console.line(
            notes.entrySet().stream()
                .map(note -> note.getKey() + " " + note.getValue())
                .collect(Collectors.joining(", ", trained.source() + " says: ", "")));
      }
      return evaluate(classifier, images, notes, options, console);
    }
  }

  private static int savedModel(EvaluateOptions options, Console console) throws IOException {
    String dataset =
        options.dataset().isPresent()
            ? options.dataset().get()
            : ModelCard.read(options.modelPath()).dataset();
    DatasetInfo info = Datasets.info(dataset);
    Device device = Devices.pick(options.gpu(), console);
    try (SavedModelClassifier classifier = new SavedModelClassifier(options.modelPath(), device)) {
      if (classifier.classes() >= 0) {
        requireClasses(options.modelPath().toString(), classifier.classes(), info);
      }
      if (classifier.imageSize() >= 0 && classifier.imageSize() != info.imageSize()) {
        throw new IOException(
            "%s takes images of %d pixels, %s has images of %d"
                .formatted(
                    options.modelPath(), classifier.imageSize(), info.name(), info.imageSize()));
      }
      try (Pipeline images = images(options, info)) {
        return evaluate(classifier, images, Map.of(), options, console);
      }
    }
  }

  private static Pipeline images(EvaluateOptions options, DatasetInfo info) throws IOException {
    Dataset<?> dataset = Datasets.open(info.name(), options.dataPath());
    return TestImages.pipeline(
        dataset, options.limitTest(), options.batchSize(), options.workers());
  }

  private static int evaluate(
      Classifier classifier,
      Pipeline images,
      Map<String, Object> notes,
      EvaluateOptions options,
      Console console)
      throws IOException {
    Evaluation evaluation = Evaluator.evaluate(classifier, images);
    if (options.json()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("loss", evaluation.loss());
      object.put("top1", evaluation.top1());
      object.put("top5", evaluation.top5());
      object.put("images", evaluation.images());
      object.put("images_per_second", evaluation.imagesPerSecond());
      if (!notes.isEmpty()) {
        object.put("file", notes);
      }
      console.line(JSON.writeValueAsString(object));
    } else {
      console.line(
          String.format(
              Locale.ROOT,
              "loss %.4f  top1 %.2f %%  top5 %.2f %%  %d images  %.0f img/s",
              evaluation.loss(),
              evaluation.top1(),
              evaluation.top5(),
              evaluation.images(),
              evaluation.imagesPerSecond()));
    }
    return Recu.DONE;
  }

  private static void requireClasses(String model, int classes, DatasetInfo info)
      throws IOException {
    if (classes != info.classes()) {
      throw new IOException(
          "%s tells %d classes apart, %s has %d"
              .formatted(model, classes, info.name(), info.classes()));
    }
  }
}
