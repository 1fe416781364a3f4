package org.recu.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.ModelDescription;
import org.recu.data.pipeline.BadImages;
import org.recu.data.pipeline.Limit;
import org.recu.data.pipeline.LimitBy;
import org.recu.eval.Confusion;
import org.recu.graph.Device;
import org.recu.inference.ImageReading;
import org.recu.inference.Model;
import org.recu.inference.RunPath;
import org.recu.inference.TestSet;
import org.recu.inference.TestSetOptions;
import org.recu.run.RunFolder;
import org.recu.run.RunHistory;
import org.recu.weights.TrainedNetwork;

/**
 * The checkpoint of a run's best epoch, evaluated on the images that the run was validated on.
 *
 * @param history of the run
 * @param checkpoint of its best epoch, or the latest one if no epoch has been evaluated yet
 */
public record BestCheckpoint(RunHistory history, Checkpoint checkpoint) {

  /** How many of the most confident errors are shown with their images. */
  static final int IMAGES = 18;

  /**
   * Options of the evaluation.
   *
   * @param dataPath folder of the data sets, if it is not where it was in training
   * @param batchSize images per batch
   * @param workers threads that prepare images
   */
  public record Options(Optional<Path> dataPath, int batchSize, int workers) {}

  /**
   * Finds the best checkpoint of a run.
   *
   * @throws IOException if there is none or it is incomplete
   */
  public static BestCheckpoint of(RunHistory history) throws IOException {
    RunFolder folder = new RunFolder(history.folder());
    return new BestCheckpoint(
        history, new RunPath(folder.path(), folder.checkpoints()).checkpoint());
  }

  /** Cost of its network; empty if this program does not know the network. */
  public Optional<NetworkCost> cost() {
    ModelDescription model = checkpoint.state().model();
    return NetworkCost.of(model.name(), model.classes(), model.imageSize());
  }

  /**
   * Opens the images that the run was validated on.
   *
   * @return the images; the caller closes them
   * @throws IOException if they are missing, or are not those of the run
   */
  public TestSet testSet(Options options) throws IOException {
    return TestSet.open(
        TrainedNetwork.of(checkpoint),
        new TestSetOptions(
            Optional.empty(),
            options.dataPath().or(() -> option("data_path").map(Path::of)),
            OptionalInt.empty(),
            reading(options)));
  }

  /**
   * Evaluates the checkpoint.
   *
   * @param set the images, from {@link #testSet}
   * @param device where the network runs
   * @param progress receives the number of batches done, after each batch
   * @throws IOException if the weights or an image cannot be read
   */
  public ConfusionMatrix confusion(TestSet set, Device device, IntConsumer progress)
      throws IOException {
    try (Model model = Model.of(TrainedNetwork.of(checkpoint), device)) {
      Confusion confusion = model.confusion(set, IMAGES, progress);
      String name = checkpoint.folder().getFileName().toString();
      return ConfusionMatrix.of(name, set.info().classNames(), confusion);
    }
  }

  private ImageReading reading(Options options) throws IOException {
    try {
      return new ImageReading(
          options.batchSize(),
          limit(),
          options.workers(),
          option("use_dali").map(Boolean::valueOf).orElse(false),
          BadImages.valueOf(
              option("on_bad_image").orElse(BadImages.STOP.name()).toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s is damaged: %s".formatted(new RunFolder(history.folder()).config(), e.getMessage()),
          e);
    }
  }

  /** A run without a word on it is older than samples. */
  private Limit limit() {
    return new Limit(
        option("limit_test")
            .map(number -> OptionalInt.of(Integer.parseInt(number)))
            .orElse(OptionalInt.empty()),
        LimitBy.valueOf(option("limit_by").orElse(LimitBy.FIRST.name()).toUpperCase(Locale.ROOT)));
  }

  private Optional<String> option(String name) {
    return Optional.ofNullable(history.config().options().get(name)).map(Object::toString);
  }
}
