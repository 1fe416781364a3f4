package org.recu.cli;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.recu.console.Console;
import org.recu.data.DataSource;
import org.recu.data.Dataset;
import org.recu.data.DatasetInfo;
import org.recu.data.ImageCache;
import org.recu.data.ImageOptions;
import org.recu.data.catalog.Datasets;
import org.recu.data.pipeline.Pipeline;
import org.recu.eval.TestImages;

/**
 * The set that a model is evaluated on, and whether it is one for that model. Owns the set.
 *
 * @param dataset opened
 * @param options of the call
 */
record TestSet(Dataset<?> dataset, EvaluateOptions options) implements AutoCloseable {

  /**
   * Opens a set; where its images may have any size, with that of the model.
   *
   * @param name of the set
   * @param modelSize height and width of the images that the model takes; empty for any
   */
  static TestSet open(String name, OptionalInt modelSize, EvaluateOptions options)
      throws IOException {
    DataSource source =
        DataSource.of(name, options.dataPath())
            .with(new ImageOptions(options.fast(), ImageCache.NONE, 0));
    if (options.imageSize().isPresent()) {
      source = source.withImageSize(options.imageSize().getAsInt());
    } else if (modelSize.isPresent() && Datasets.descriptor(name).hasImageFiles()) {
      source = source.withImageSize(modelSize.getAsInt());
    }
    return new TestSet(Datasets.open(source), options);
  }

  /** Name, classes, size and normalisation. */
  DatasetInfo info() {
    return dataset.info();
  }

  /**
   * Its test images; says on standard error what was passed over.
   *
   * @return to be closed by the caller, before the set
   */
  Pipeline images(Console console) throws IOException {
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

  /** Refuses a model of another number of classes. */
  void requireClasses(String model, int classes) throws IOException {
    if (classes != info().classes()) {
      throw new IOException(
          "%s tells %d classes apart, %s has %d"
              .formatted(model, classes, info().name(), info().classes()));
    }
  }

  /**
   * Refuses a model of other classes.
   *
   * @param names of the model's classes, as many as the set has; empty where it has no names
   */
  void requireNames(String model, List<String> names) throws IOException {
    for (int i = 0; i < names.size(); i++) {
      String name = info().classNames().get(i);
      if (!names.get(i).equals(name)) {
        throw new IOException(
            "%s tells other classes apart than %s has: class %d is %s there, %s here"
                .formatted(model, info().name(), i, names.get(i), name));
      }
    }
  }

  /** Refuses a model for images of another size. */
  void requireSize(String model, int imageSize) throws IOException {
    if (imageSize != info().imageSize()) {
      throw new IOException(
          "%s takes images of %d pixels, %s has images of %d"
              .formatted(model, imageSize, info().name(), info().imageSize()));
    }
  }

  @Override
  public void close() {
    dataset.close();
  }
}
