package org.recu.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.ModelDescription;
import org.recu.checkpoint.ModelPath;
import org.recu.data.BadImages;
import org.recu.data.DataSource;
import org.recu.data.Dataset;
import org.recu.data.DatasetInfo;
import org.recu.data.Datasets;
import org.recu.data.ImageOptions;
import org.recu.data.Pipeline;
import org.recu.data.Substitution;
import org.recu.eval.CheckpointClassifier;
import org.recu.eval.Classifier;
import org.recu.eval.Evaluation;
import org.recu.eval.Evaluator;
import org.recu.eval.SavedModelClassifier;
import org.recu.eval.TestImages;
import org.recu.export.ModelCard;
import org.recu.nn.Device;
import org.recu.report.Console;

/** {@code recu evaluate}, once its words are read. */
final class Evaluating implements Action<EvaluateOptions> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public int run(EvaluateOptions options, Console console) throws IOException {
    NativeLog.quiet();
    ModelPath path = ModelPath.of(options.modelPath());
    if (path instanceof ModelPath.SavedModel) {
      return savedModel(options, console);
    }
    Checkpoint checkpoint =
        path instanceof ModelPath.Run run ? run.best() : ((ModelPath.CheckpointFolder) path).open();
    ModelDescription stored = checkpoint.state().model();
    if (!options.model().orElse(stored.name()).equals(stored.name())) {
      throw new IOException(
          "--model %s contradicts %s, which holds %s"
              .formatted(options.model().get(), checkpoint.folder(), stored.name()));
    }
    String name = options.dataset().orElse(stored.dataset());
    try (Dataset<?> dataset = open(name, OptionalInt.of(stored.imageSize()), options)) {
      requireClasses(checkpoint.folder().toString(), stored.classes(), dataset.info());
      requireNames(checkpoint.folder().toString(), stored.classNames(), dataset.info());
      requireSize(checkpoint.folder().toString(), stored.imageSize(), dataset.info());
      Device device = Devices.pick(options.gpu(), console);
      try (Pipeline images = images(dataset, options, console);
          Classifier classifier = new CheckpointClassifier(checkpoint, device)) {
        return evaluate(classifier, images, options, console);
      }
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
    try (SavedModelClassifier classifier = new SavedModelClassifier(options.modelPath(), device)) {
      OptionalInt size =
          classifier.imageSize() >= 0
              ? OptionalInt.of(classifier.imageSize())
              : OptionalInt.empty();
      try (Dataset<?> dataset = open(name, size, options)) {
        if (classifier.classes() >= 0) {
          requireClasses(model, classifier.classes(), dataset.info());
        }
        if (card.isPresent()) {
          requireNames(model, card.get().classNames(), dataset.info());
        }
        if (size.isPresent()) {
          requireSize(model, size.getAsInt(), dataset.info());
        }
        try (Pipeline images = images(dataset, options, console)) {
          return evaluate(classifier, images, options, console);
        }
      }
    }
  }

  /**
   * Opens a set; where its images may have any size, with that of the model.
   *
   * @param modelSize height and width of the images that the model takes; empty for any
   */
  private static Dataset<?> open(String name, OptionalInt modelSize, EvaluateOptions options)
      throws IOException {
    DataSource source =
        DataSource.of(name, options.dataPath()).with(new ImageOptions(options.fast(), 0));
    if (options.imageSize().isPresent()) {
      source = source.withImageSize(options.imageSize().getAsInt());
    } else if (modelSize.isPresent() && KnownDataset.of(name).hasImageFiles()) {
      source = source.withImageSize(modelSize.getAsInt());
    }
    return Datasets.open(source);
  }

  private static Pipeline images(Dataset<?> dataset, EvaluateOptions options, Console console)
      throws IOException {
    Pipeline images =
        TestImages.pipeline(
            dataset,
            options.limitTest(),
            options.batchSize(),
            options.workers(),
            options.badImages());
    dataset.remarks().forEach(console::error);
    return images;
  }

  private static int evaluate(
      Classifier classifier, Pipeline images, EvaluateOptions options, Console console)
      throws IOException {
    Evaluation evaluation = Evaluator.evaluate(classifier, images);
    for (Substitution bad : evaluation.substitutions()) {
      console.error("%s; %s takes its place".formatted(bad.problem(), bad.substitute()));
    }
    if (options.json()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("loss", evaluation.loss());
      object.put("top1", evaluation.top1());
      object.put("top5", evaluation.top5());
      object.put("images", evaluation.images());
      object.put("images_per_second", evaluation.imagesPerSecond());
      if (options.badImages() == BadImages.SUBSTITUTE) {
        object.put("substituted", evaluation.substitutions().size());
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

  private static void requireNames(String model, List<String> names, DatasetInfo info)
      throws IOException {
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).equals(info.classNames().get(i))) {
        throw new IOException(
            "%s tells other classes apart than %s has: class %d is %s there, %s here"
                .formatted(model, info.name(), i, names.get(i), info.classNames().get(i)));
      }
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
