package org.recu.cli;

import java.io.IOException;
import org.recu.checkpoint.Checkpoint;
import org.recu.data.DataSource;
import org.recu.data.DatasetInfo;
import org.recu.data.catalog.Datasets;
import org.recu.inference.ModelPath;
import org.recu.pytorch.PyTorchFile;
import org.recu.weights.TrainedNetwork;

/** The trained network that a user's path means, where it is no SavedModel. */
final class StoredModel {

  private StoredModel() {}

  /**
   * A run's best checkpoint, or the checkpoint itself.
   *
   * @param path to a run or a checkpoint
   * @throws IOException where it holds no whole checkpoint
   */
  static Checkpoint checkpoint(ModelPath path) throws IOException {
    return path instanceof ModelPath.Run run
        ? run.best()
        : ((ModelPath.CheckpointFolder) path).open();
  }

  /**
   * The network of a run, a checkpoint or a PyTorch file.
   *
   * @param stated what was said of a PyTorch file
   * @throws IOException where it cannot be read or does not fit; where it is a PyTorch file, and
   *     nobody says what it was trained on: a guess at the normalisation would go unnoticed
   */
  static TrainedNetwork open(ModelPath path, StatedModel stated) throws IOException {
    if (!(path instanceof ModelPath.PyTorch)) {
      return TrainedNetwork.of(checkpoint(path));
    }
    if (stated.dataset().isEmpty()) {
      throw new IOException(
          "%s does not say what it was trained on: --dataset names it (normalisation and classes)"
              .formatted(path.path()));
    }
    DataSource source = DataSource.of(stated.dataset().get(), stated.dataPath());
    if (stated.imageSize().isPresent()) {
      source = source.withImageSize(stated.imageSize().getAsInt());
    }
    DatasetInfo info = Datasets.info(source);
    return TrainedNetwork.of(PyTorchFile.read(path.path()), stated.model(), info);
  }
}
