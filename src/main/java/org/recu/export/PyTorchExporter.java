package org.recu.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.recu.checkpoint.Best;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.Progress;
import org.recu.files.AtomicFile;
import org.recu.files.FileTree;
import org.recu.graph.Device;
import org.recu.graph.FrozenValues;
import org.recu.inference.NetworkClassifier;
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.PyTorchWriter;
import org.recu.pytorch.TorchTensor;
import org.recu.weights.CheckpointWeights;
import org.recu.weights.PublishedStateDict;
import org.recu.weights.TrainedNetwork;

/**
 * Writes a checkpoint in the format of the published program: a dictionary with {@code epoch}
 * (finished epochs), {@code model}, {@code state_dict} and {@code best_prec1} (per cent), and for a
 * network of two-stage training {@code recu_model}, which says which stage it is. The file is read
 * back as a check.
 */
public final class PyTorchExporter {

  private PyTorchExporter() {}

  /**
   * What a file holds.
   *
   * @param tensors number of them
   * @param moved number of binary weights that were moved off the mean of their filter
   */
  public record Written(int tensors, int moved) {}

  /**
   * Exports to a file that must not exist yet. The file appears once it has been read back.
   *
   * <p>A binary weight whose sign rounding would decide is written a little off the mean of its
   * filter, so that PyTorch sees the sign that this program evaluates.
   *
   * @throws IOException if the file exists, cannot be written, or reads back differently
   */
  public static Written export(Checkpoint checkpoint, Path file) throws IOException {
    FileTree.requireAbsent(file);
    Progress progress = checkpoint.state().progress();
    DecidedSigns weights = weights(checkpoint);
    Map<String, TorchTensor> stateDict =
        PublishedStateDict.of(weights.stateDict(), progress.tau(), progress.globalStep());
    FileTree.createFolders(file.toAbsolutePath().getParent());
    Map<String, Object> content = content(checkpoint, stateDict);
    AtomicFile.create(
        file,
        out -> PyTorchWriter.write(out, content),
        written -> requireSame(written, stateDict, file));
    return new Written(stateDict.size(), weights.moved());
  }

  private static DecidedSigns weights(Checkpoint checkpoint) throws IOException {
    Map<String, TorchTensor> stateDict = new CheckpointWeights(checkpoint).stateDict();
    TrainedNetwork trained = TrainedNetwork.of(checkpoint);
    try (NetworkClassifier network = NetworkClassifier.of(trained, Device.cpu());
        FrozenValues values = network.freeze()) {
      return DecidedSigns.of(stateDict, trained.network().architecture(), values);
    }
  }

  private static Map<String, Object> content(
      Checkpoint checkpoint, Map<String, TorchTensor> stateDict) {
    Progress progress = checkpoint.state().progress();
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("epoch", (long) progress.position().epoch());
    String model = checkpoint.state().model().name();
    content.put(PublishedStateDict.MODEL_NOTE, PublishedStateDict.model(model));
    content.put("state_dict", stateDict);
    content.put("best_prec1", progress.best().map(Best::top1).orElse(0.0));
    if (!PublishedStateDict.model(model).equals(model)) {
      content.put(PublishedStateDict.OWN_MODEL_NOTE, model);
    }
    return content;
  }

  private static void requireSame(Path copy, Map<String, TorchTensor> written, Path file)
      throws IOException {
    Map<String, TorchTensor> found = PyTorchFile.read(copy).stateDict();
    boolean same = found.keySet().equals(written.keySet());
    for (Map.Entry<String, TorchTensor> entry : written.entrySet()) {
      TorchTensor tensor = found.get(entry.getKey());
      same =
          same
              && tensor.shape().equals(entry.getValue().shape())
              && Arrays.equals(tensor.floats(), entry.getValue().floats());
    }
    if (!same) {
      throw new IOException(
          file + " reads back differently from what was written; nothing was exported");
    }
  }
}
