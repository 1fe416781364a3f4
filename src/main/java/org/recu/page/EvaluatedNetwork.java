package org.recu.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import org.recu.data.pipeline.BadImages;
import org.recu.data.pipeline.Limit;
import org.recu.eval.Confusion;
import org.recu.graph.Device;
import org.recu.inference.ImageReading;
import org.recu.inference.Model;
import org.recu.inference.TestSet;
import org.recu.inference.TestSetOptions;

/** A packed network, evaluated on the test images of its data set. Owns the network. */
public final class EvaluatedNetwork implements AutoCloseable {

  private final Model model;
  private final String name;

  private EvaluatedNetwork(Model model, String name) {
    this.model = model;
    this.name = name;
  }

  /**
   * Loads a packed network.
   *
   * @return the network, to be closed by the caller
   * @throws IOException if the file cannot be read or is damaged
   */
  public static EvaluatedNetwork open(Path file) throws IOException {
    return new EvaluatedNetwork(Model.open(file, Device.cpu()), file.getFileName().toString());
  }

  /**
   * Opens the test images of its data set.
   *
   * @return the images, to be closed by the caller
   * @throws IOException if they are missing or are not those of the network
   */
  public TestSet testSet(BestCheckpoint.Options options) throws IOException {
    return model.testSet(
        new TestSetOptions(
            Optional.empty(),
            options.dataPath(),
            OptionalInt.empty(),
            new ImageReading(
                options.batchSize(), Limit.NONE, options.workers(), false, BadImages.STOP)));
  }

  /**
   * Evaluates the network.
   *
   * @param set the images, from {@link #testSet}
   * @param progress receives the number of batches done, after each batch
   * @throws IOException if an image cannot be read
   */
  public ConfusionMatrix confusion(TestSet set, IntConsumer progress) throws IOException {
    Confusion confusion = model.confusion(set, BestCheckpoint.IMAGES, progress);
    return ConfusionMatrix.of(name, set.info().classNames(), confusion);
  }

  @Override
  public void close() {
    model.close();
  }
}
