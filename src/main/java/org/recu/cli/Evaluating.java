package org.recu.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.ModelDescription;
import org.recu.checkpoint.ModelPath;
import org.recu.data.DataSource;
import org.recu.data.Dataset;
import org.recu.data.DatasetInfo;
import org.recu.data.Datasets;
import org.recu.data.Pipeline;
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
    try (Dataset<?> dataset = open(options.dataset().orElse(stored.dataset()), options)) {
      requireClasses(checkpoint.folder().toString(), stored.classes(), dataset.info());
      requireSize(checkpoint.folder().toString(), stored.imageSize(), dataset.info());
      Device device = Devices.pick(options.gpu(), console);
      try (Pipeline images = images(dataset, options);
          Classifier classifier = new CheckpointClassifier(checkpoint, device)) {
        return evaluate(classifier, images, options, console);
      }
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
        return evaluate(classifier, pipeline, options, console);
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
      Classifier classifier, Pipeline images, EvaluateOptions options, Console console)
      throws IOException {
    Evaluation evaluation = Evaluator.evaluate(classifier, images);
    if (options.json()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("loss", evaluation.loss());
      object.put("top1", evaluation.top1());
      object.put("top5", evaluation.top5());
      object.put("images", evaluation.images());
      object.put("images_per_second", evaluation.imagesPerSecond());
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

  private static void requireSize(String model, int imageSize, DatasetInfo info)
      throws IOException {
    if (imageSize != info.imageSize()) {
      throw new IOException(
          "%s takes images of %d pixels, %s has images of %d"
              .formatted(model, imageSize, info.name(), info.imageSize()));
    }
  }
}
