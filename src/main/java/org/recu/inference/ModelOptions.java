package org.recu.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.recu.data.DataSource;
import org.recu.data.DatasetInfo;
import org.recu.data.catalog.Datasets;

/**
 * What the caller knows about a model and its files may not say.
 *
 * @param network name of the network; a model of another network is refused, and a PyTorch file
 *     needs it if its tensors fit more than one
 * @param trainedOn data set that a PyTorch file was trained on, for its normalisation and class
 *     names; other kinds of models know it themselves
 */
public record ModelOptions(Optional<String> network, Optional<DataSource> trainedOn) {

  /** Enough for every model but a PyTorch file. */
  public static final ModelOptions NONE = new ModelOptions(Optional.empty(), Optional.empty());

  /** For a PyTorch file that was trained on this data set. */
  public static ModelOptions trainedOn(DataSource dataset) {
    return new ModelOptions(Optional.empty(), Optional.of(dataset));
  }

  /**
   * Refuses a model of another network than the caller expects.
   *
   * @param model its file or folder
   * @param found name of its network
   * @throws IOException if the caller names another
   */
  public void requireNetwork(Path model, String found) throws IOException {
    if (!network.orElse(found).equals(found)) {
      throw new IOException(
          "%s is a model of %s, expected --model %s".formatted(model, found, network.get()));
    }
  }

  /**
   * The data set of a model that does not name one: a guess at its normalisation would go
   * unnoticed.
   */
  DatasetInfo datasetOf(Path model) throws IOException {
    if (trainedOn.isEmpty()) {
      throw new IOException(
          "%s does not say which data set it was trained on: state it with --dataset (needed for"
                  .formatted(model)
              + " normalisation and class names)");
    }
    return Datasets.info(trainedOn.get());
  }
}
