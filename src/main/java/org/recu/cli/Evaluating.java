package org.recu.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.recu.checkpoint.ModelDescription;
import org.recu.checkpoint.ModelPath;
import org.recu.data.DataSource;
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
import org.recu.report.Message;
import org.recu.weights.TrainedNetwork;

/** {@code recu evaluate}, once its words are read. */
final class Evaluating implements Action<EvaluateOptions> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PUBLISHED_DATASET = "cifar10";

  @Override
  public int run(EvaluateOptions options, Console console) throws IOException {
    NativeLog.quiet();
    console.say(OutputSettings.options(resolved(options)));
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
    try (Dataset<?> dataset = open(options.dataset().orElse(stored.dataset()), options)) {
      requireClasses(trained.source().toString(), stored.classes(), dataset.info());
      requireSize(trained.source().toString(), stored.imageSize(), dataset.info());
      return evaluate(trained, dataset, Map.of(), options, console);
    }
  }

  /** A PyTorch file does not say what it was trained on: the published program takes CIFAR-10. */
  private static int pyTorch(EvaluateOptions options, Console console) throws IOException {
    PyTorchFile file = PyTorchFile.read(options.modelPath());
    try (Dataset<?> dataset = open(options.dataset().orElse(PUBLISHED_DATASET), options)) {
      TrainedNetwork trained = TrainedNetwork.of(file, options.model(), dataset.info());
      if (!options.json()) {
        console.say(Message.progress(opening(trained, file.notes())));
      }
      return evaluate(trained, dataset, file.notes(), options, console);
    }
  }

  /** What a file was found to hold, and what it says of itself. */
  private static String opening(TrainedNetwork trained, Map<String, Object> notes) {
    String found =
        "%s with %d classes from %s"
            .formatted(trained.network().name(), trained.network().classes(), trained.source());
    return notes.isEmpty()
        ? found
        : notes.entrySet().stream()
            .map(note -> note.getKey() + " " + note.getValue())
            .collect(Collectors.joining(", ", found + ", which says: ", ""));
  }

  private static int evaluate(
      TrainedNetwork trained,
      Dataset<?> dataset,
      Map<String, Object> notes,
      EvaluateOptions options,
      Console console)
      throws IOException {
    Device device = Devices.pick(options.gpu(), console);
    try (Pipeline images = images(dataset, options);
        Classifier classifier = new NetworkClassifier(trained, device)) {
      return evaluate(classifier, images, notes, options, console);
    }
  }

  private static int savedModel(EvaluateOptions options, Console console) throws IOException {
    String dataset =
        options.dataset().isPresent()
            ? options.dataset().get()
            : ModelCard.read(options.modelPath()).dataset();
    Device device = Devices.pick(options.gpu(), console);
    try (Dataset<?> images = open(dataset, options);
        SavedModelClassifier classifier = new SavedModelClassifier(options.modelPath(), device)) {
      if (classifier.classes() >= 0) {
        requireClasses(options.modelPath().toString(), classifier.classes(), images.info());
      }
      if (classifier.imageSize() >= 0) {
        requireSize(options.modelPath().toString(), classifier.imageSize(), images.info());
      }
      try (Pipeline pipeline = images(images, options)) {
        return evaluate(classifier, pipeline, Map.of(), options, console);
      }
    }
  }

  private static Dataset<?> open(String dataset, EvaluateOptions options) throws IOException {
    return Datasets.open(DataSource.of(dataset, options.dataPath()));
  }

  private static Pipeline images(Dataset<?> dataset, EvaluateOptions options) throws IOException {
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
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("loss", evaluation.loss());
    object.put("top1", evaluation.top1());
    object.put("top5", evaluation.top5());
    object.put("images", evaluation.images());
    object.put("images_per_second", evaluation.imagesPerSecond());
    if (!notes.isEmpty()) {
      object.put("file", notes);
    }
    if (options.json()) {
      console.line(JSON.writeValueAsString(object));
    } else {
      console.say(Message.result("evaluation", object, inWords(evaluation)));
    }
    return Recu.DONE;
  }

  private static String inWords(Evaluation evaluation) {
    return String.format(
        Locale.ROOT,
        "loss %.4f  top1 %.2f %%  top5 %.2f %%  %d images  %.0f img/s",
        evaluation.loss(),
        evaluation.top1(),
        evaluation.top5(),
        evaluation.images(),
        evaluation.imagesPerSecond());
  }

  private static Map<String, Object> resolved(EvaluateOptions options) {
    Map<String, Object> resolved = new LinkedHashMap<>();
    resolved.put("model_path", options.modelPath().toString());
    resolved.put("model", options.model().orElse(null));
    resolved.put("dataset", options.dataset().orElse(null));
    resolved.put("data_path", options.dataPath().map(Path::toString).orElse(null));
    resolved.put("batch_size_test", options.batchSize());
    resolved.put(
        "limit_test", options.limitTest().isPresent() ? options.limitTest().getAsInt() : null);
    resolved.put(
        "gpus", options.gpu().isPresent() ? String.valueOf(options.gpu().getAsInt()) : "cpu");
    resolved.put("workers", options.workers());
    resolved.put("json", options.json());
    return resolved;
  }

  private static void requireClasses(String model, int classes, DatasetInfo info)
      throws IOException {
    if (classes != info.classes()) {
      throw new IOException(
          "%s tells %d classes apart, %s has %d"
              .formatted(model, classes, info.name(), info.classes()));
    }
  }

  private static void requireSize(String model, int imageSize, DatasetInfo info)
      throws IOException {
    if (imageSize != info.imageSize()) {
      throw new IOException(
          "%s takes images of %d pixels, %s has images of %d"
              .formatted(model, imageSize, info.name(), info.imageSize()));
    }
  }
}
