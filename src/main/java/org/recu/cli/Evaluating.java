package org.recu.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.recu.checkpoint.ModelDescription;
import org.recu.console.Console;
import org.recu.console.Message;
import org.recu.data.pipeline.BadImages;
import org.recu.data.pipeline.Pipeline;
import org.recu.data.pipeline.Substitution;
import org.recu.eval.Classifier;
import org.recu.eval.Evaluation;
import org.recu.eval.Evaluator;
import org.recu.eval.FrozenClassifier;
import org.recu.graph.Device;
import org.recu.inference.ModelCard;
import org.recu.inference.ModelPath;
import org.recu.inference.SavedModelClassifier;
import org.recu.pytorch.PyTorchFile;
import org.recu.run.Devices;
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
    String name = options.dataset().orElse(stored.dataset());
    String model = trained.source().toString();
    try (TestSet set = TestSet.open(name, OptionalInt.of(stored.imageSize()), options)) {
      set.requireClasses(model, stored.classes());
      set.requireNames(model, stored.classNames());
      set.requireSize(model, stored.imageSize());
      return evaluate(trained, set, Map.of(), options, console);
    }
  }

  /** A PyTorch file does not say what it was trained on: the published program takes CIFAR-10. */
  private static int pyTorch(EvaluateOptions options, Console console) throws IOException {
    PyTorchFile file = PyTorchFile.read(options.modelPath());
    String name = options.dataset().orElse(PUBLISHED_DATASET);
    try (TestSet set = TestSet.open(name, OptionalInt.empty(), options)) {
      TrainedNetwork trained = TrainedNetwork.of(file, options.model(), set.info());
      if (!options.json()) {
        console.say(Message.progress(opening(trained, file.notes())));
      }
      return evaluate(trained, set, file.notes(), options, console);
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
      TestSet set,
      Map<String, Object> notes,
      EvaluateOptions options,
      Console console)
      throws IOException {
    Device device = Devices.pick(options.gpu(), console);
    try (Pipeline images = set.images(console);
        Classifier classifier = FrozenClassifier.fastest(trained, device)) {
      return evaluate(classifier, images, notes, options, console);
    }
  }

  private static int savedModel(EvaluateOptions options, Console console) throws IOException {
    Optional<ModelCard> card =
        options.dataset().isPresent()
            ? Optional.empty()
            : Optional.of(ModelCard.read(options.modelPath()));
    String name = options.dataset().or(() -> card.map(ModelCard::dataset)).orElseThrow();
    String model = options.modelPath().toString();
    Device device = Devices.pick(options.gpu(), console);
    try (SavedModelClassifier classifier = new SavedModelClassifier(options.modelPath(), device);
        TestSet set = TestSet.open(name, sizeOf(classifier), options)) {
      if (classifier.classes() >= 0) {
        set.requireClasses(model, classifier.classes());
      }
      if (card.isPresent() && card.get().classNames() != null) {
        set.requireNames(model, card.get().classNames());
      }
      if (sizeOf(classifier).isPresent()) {
        set.requireSize(model, classifier.imageSize());
      }
      try (Pipeline images = set.images(console)) {
        return evaluate(classifier, images, Map.of(), options, console);
      }
    }
  }

  private static OptionalInt sizeOf(SavedModelClassifier classifier) {
    return classifier.imageSize() >= 0
        ? OptionalInt.of(classifier.imageSize())
        : OptionalInt.empty();
  }

  private static int evaluate(
      Classifier classifier,
      Pipeline images,
      Map<String, Object> notes,
      EvaluateOptions options,
      Console console)
      throws IOException {
    Evaluation evaluation = Evaluator.evaluate(classifier, images);
    for (Substitution bad : evaluation.substitutions()) {
      console.error("%s; %s takes its place".formatted(bad.problem(), bad.substitute()));
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("loss", evaluation.loss());
    object.put("top1", evaluation.top1());
    object.put("top5", evaluation.top5());
    object.put("images", evaluation.images());
    object.put("images_per_second", evaluation.imagesPerSecond());
    if (options.badImages() == BadImages.SUBSTITUTE) {
      object.put("substituted", evaluation.substitutions().size());
    }
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

  private static Object number(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  private static Map<String, Object> resolved(EvaluateOptions options) {
    Map<String, Object> resolved = new LinkedHashMap<>();
    resolved.put("model_path", options.modelPath().toString());
    resolved.put("model", options.model().orElse(null));
    resolved.put("dataset", options.dataset().orElse(null));
    resolved.put("data_path", options.dataPath().map(Path::toString).orElse(null));
    resolved.put("image_size", number(options.imageSize()));
    resolved.put("use_dali", options.fast());
    resolved.put("on_bad_image", options.badImages().name().toLowerCase(Locale.ROOT));
    resolved.put("batch_size_test", options.batchSize());
    resolved.put("limit_test", number(options.limitTest()));
    resolved.put(
        "gpus", options.gpu().isPresent() ? String.valueOf(options.gpu().getAsInt()) : "cpu");
    resolved.put("workers", options.workers());
    resolved.put("json", options.json());
    return resolved;
  }
}
