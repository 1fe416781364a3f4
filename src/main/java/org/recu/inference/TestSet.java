package org.recu.inference;

import java.io.IOException;
import java.text.Normalizer;
import java.util.List;
import org.recu.data.DataSource;
import org.recu.data.Dataset;
import org.recu.data.DatasetInfo;
import org.recu.data.ImageCache;
import org.recu.data.ImageOptions;
import org.recu.data.catalog.Datasets;
import org.recu.data.pipeline.Pipeline;
import org.recu.eval.TestImages;
import org.recu.weights.TrainedNetwork;

/** The test images that a model is evaluated on. Owns the data set. */
public final class TestSet implements AutoCloseable {

  private final Dataset<?> dataset;
  private final ImageReading reading;

  /** Null until the images are asked for. */
  private Pipeline images;

  private TestSet(Dataset<?> dataset, ImageReading reading) {
    this.dataset = dataset;
    this.reading = reading;
  }

  /**
   * Opens the test set that the options name, or else that of the data set a model was trained on.
   *
   * @param model that is to be evaluated
   * @return the set, to be closed by the caller
   * @throws IOException if its files are missing or damaged, or if it has other classes or images
   *     of another size than the model
   */
  static TestSet open(ModelInfo model, TestSetOptions options) throws IOException {
    TestSet set = new TestSet(Datasets.open(source(model, options)), options.reading());
    boolean fits = false;
    try {
      set.requireFits(model);
      fits = true;
      return set;
    } finally {
      if (!fits) {
        set.close();
      }
    }
  }

  /** The same for a network that is not loaded yet. */
  public static TestSet open(TrainedNetwork network, TestSetOptions options) throws IOException {
    return open(ModelInfo.of(network), options);
  }

  private static DataSource source(ModelInfo model, TestSetOptions options) throws IOException {
    String name =
        options.dataset().or(model::dataset).orElseThrow(() -> ModelCard.missing(model.source()));
    if (!Datasets.names().contains(name)) {
      throw new IOException(
          "%s was trained on the data set %s, expected one of %s: --dataset names another"
              .formatted(model.source(), name, String.join(", ", Datasets.names())));
    }
    DataSource source =
        DataSource.of(name, options.dataPath())
            .with(new ImageOptions(options.reading().fast(), ImageCache.NONE, 0));
    if (options.imageSize().isPresent()) {
      return source.withImageSize(options.imageSize().getAsInt());
    }
    return model.imageSize().isPresent() && Datasets.descriptor(name).hasImageFiles()
        ? source.withImageSize(model.imageSize().getAsInt())
        : source;
  }

  /** Name, classes, image size and normalisation. */
  public DatasetInfo info() {
    return dataset.info();
  }

  /** What the user should know about the files found, such as how many were skipped. */
  public List<String> remarks() {
    return dataset.remarks();
  }

  /**
   * The images in the order of the set, not augmented. The files are found at the first call.
   *
   * @return the set's own, closed with it
   * @throws IOException if the files are missing or damaged
   */
  public Pipeline images() throws IOException {
    if (images == null) {
      images =
          TestImages.pipeline(
              dataset,
              reading.limit(),
              reading.batchSize(),
              reading.workers(),
              reading.badImages());
      reading.badImages().accept(dataset);
      images.requireReadable();
    }
    return images;
  }

  private void requireFits(ModelInfo model) throws IOException {
    DatasetInfo info = info();
    int classes = classes(model, info);
    if (classes != info.classes()) {
      throw new IOException(
          "model %s has %d classes, but dataset %s has %d"
              .formatted(model.source(), classes, info.name(), info.classes()));
    }
    requireNames(model);
    if (model.imageSize().orElse(info.imageSize()) != info.imageSize()) {
      throw new IOException(
          "model %s takes images of %d pixels, but dataset %s has images of %d pixels"
              .formatted(
                  model.source(), model.imageSize().getAsInt(), info.name(), info.imageSize()));
    }
  }

  /** The number of logits, or of names where a SavedModel does not say how many logits it has. */
  private static int classes(ModelInfo model, DatasetInfo info) {
    int named = model.classNames().isEmpty() ? info.classes() : model.classNames().size();
    return model.classes().orElse(named);
  }

  private void requireNames(ModelInfo model) throws IOException {
    List<String> expected = model.classNames();
    for (int i = 0; i < expected.size(); i++) {
      String found = info().classNames().get(i);
      // A Mac writes accents as letters of their own.
      if (!composed(expected.get(i)).equals(composed(found))) {
        throw new IOException(
            "model %s and dataset %s have different classes: class %d is %s in the model, %s in the dataset"
                .formatted(model.source(), info().name(), i, expected.get(i), found));
      }
    }
  }

  private static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  @Override
  public void close() {
    if (images != null) {
      images.close();
    }
    dataset.close();
  }
}
