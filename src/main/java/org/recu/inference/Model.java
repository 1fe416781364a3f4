package org.recu.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.recu.decoding.TensorFlowDecoder;
import org.recu.eval.Classifier;
import org.recu.eval.Confusion;
import org.recu.eval.Evaluation;
import org.recu.eval.Evaluator;
import org.recu.graph.Device;
import org.recu.image.ImageDecoder;
import org.recu.weights.TrainedNetwork;

/**
 * A trained model, ready to classify images: of a run, a checkpoint, a SavedModel or a PyTorch
 * file. Owns native memory.
 */
public final class Model implements AutoCloseable {

  private final ModelInfo info;
  private final Classifier classifier;

  Model(ModelInfo info, Classifier classifier) {
    this.info = info;
    this.classifier = classifier;
  }

  /**
   * Opens a model.
   *
   * @param path run folder (its best epoch), checkpoint or SavedModel; for a PyTorch file use
   *     {@link #open(Path, ModelOptions, Device)}
   * @param device where it runs
   * @return the model, to be closed by the caller
   * @throws IOException if there is no model or it cannot be read
   */
  public static Model open(Path path, Device device) throws IOException {
    return open(path, ModelOptions.NONE, device);
  }

  /**
   * Opens a model about which the caller knows something.
   *
   * @param path run folder (its best epoch), checkpoint, SavedModel or PyTorch file
   * @param options what the caller knows
   * @param device where it runs
   * @return the model, to be closed by the caller
   * @throws IOException if there is no model, it cannot be read, or it is not what the options say
   */
  public static Model open(Path path, ModelOptions options, Device device) throws IOException {
    return ModelPath.of(path).open(options, device);
  }

  /**
   * A model of a network whose weights are known.
   *
   * @return the model, to be closed by the caller
   * @throws IOException if the weights cannot be read or are not the network's
   */
  public static Model of(TrainedNetwork trained, Device device) throws IOException {
    return of(ModelInfo.of(trained), trained, device);
  }

  static Model of(ModelInfo info, TrainedNetwork trained, Device device) throws IOException {
    return new Model(info, FrozenClassifier.fastest(trained, device));
  }

  /** What a model says about itself, once it has been loaded. */
  @FunctionalInterface
  interface Description {
    ModelInfo read() throws IOException;
  }

  /** A model over a classifier that is closed if the description is not what was asked for. */
  static Model over(Classifier classifier, Description description) throws IOException {
    boolean usable = false;
    try {
      Model model = new Model(description.read(), classifier);
      usable = true;
      return model;
    } finally {
      if (!usable) {
        classifier.close();
      }
    }
  }

  /** What the model says about itself. */
  public ModelInfo info() {
    return info;
  }

  /**
   * Opens the test set that the options name, or else that of the data set the model was trained
   * on.
   *
   * @return the set, to be closed by the caller
   * @throws IOException if its files are missing or damaged, or if it has other classes or images
   *     of another size than the model
   */
  public TestSet testSet(TestSetOptions options) throws IOException {
    return TestSet.open(info, options);
  }

  /**
   * Measures loss and accuracy.
   *
   * @throws IOException if an image cannot be read
   */
  public Evaluation evaluate(TestSet set) throws IOException {
    return Evaluator.evaluate(classifier, set.images());
  }

  /**
   * Counts which classes the model confuses.
   *
   * @param keep how many of the most confident errors are kept with their images
   * @param progress receives the number of batches done, after each batch
   * @throws IOException if an image cannot be read, or the model returns a logit that is not finite
   */
  public Confusion confusion(TestSet set, int keep, IntConsumer progress) throws IOException {
    return Confusion.of(classifier, set.images(), set.info().classes(), keep, progress);
  }

  /**
   * Classifies image files of any size.
   *
   * @param images files, and folders of which every image is taken
   * @return one result for each file, in order; a file that is no image has a problem in place of
   *     predictions
   * @throws IOException if the model does not say which image size it takes, or returns a logit
   *     that is not finite
   */
  public List<ClassifiedImage> predict(List<Path> images) throws IOException {
    List<ClassifiedImage> results = new ArrayList<>();
    predict(images, PredictOptions.DEFAULT, results::add);
    return results;
  }

  /**
   * Classifies image files of any size, and passes each result on as soon as it is known.
   *
   * @param images files, and folders of which every image is taken
   * @param results receives one result for each file, in order, and then one for each folder
   *     without images
   * @throws IOException as {@link #predict(List)}
   */
  public void predict(List<Path> images, PredictOptions options, Consumer<ClassifiedImage> results)
      throws IOException {
    boolean packed = classifier instanceof PackedClassifier;
    ImageDecoder decoder = packed ? new LightDecoder() : new TensorFlowDecoder();
    try (ImageLoader loader = new ImageLoader(ImageFiles.of(images), decoder, options)) {
      predict(loader, options.topK(), results);
    }
  }

  /**
   * Classifies images that may have been read while the model was still loading.
   *
   * @param images to classify; the caller closes the loader
   * @param topK how many classes are given for each image, the most probable first
   * @param results as {@link #predict(List, PredictOptions, Consumer)}
   * @throws IOException as {@link #predict(List)}
   */
  public void predict(ImageLoader images, int topK, Consumer<ClassifiedImage> results)
      throws IOException {
    new Predictor(info, classifier, topK).classify(images, results);
  }

  @Override
  public void close() {
    classifier.close();
  }
}
