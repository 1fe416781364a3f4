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
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.PyTorchWriter;
import org.recu.pytorch.TorchTensor;
import org.recu.weights.CheckpointWeights;
import org.recu.weights.PublishedStateDict;

/**
 * Writes a checkpoint in the format of the published program: a dictionary with {@code epoch}
 * (finished epochs), {@code model}, {@code state_dict} and {@code best_prec1} (per cent), and for a
 * network of two-stage training {@code recu_model}, which says which stage it is. The file is read
 * back as a check.
 */
public final class PyTorchExporter {

  private PyTorchExporter() {}

  /**
   * Exports to a file that must not exist yet. The file appears once it has been read back.
   *
   * @return how many tensors it has
   * @throws IOException if the file exists, cannot be written, or reads back differently
   */
  public static int export(Checkpoint checkpoint, Path file) throws IOException {
    FileTree.requireAbsent(file);
    Progress progress = checkpoint.state().progress();
    Map<String, TorchTensor> stateDict =
        PublishedStateDict.of(
            new CheckpointWeights(checkpoint).stateDict(), progress.tau(), progress.globalStep());
    FileTree.createFolders(file.toAbsolutePath().getParent());
    Map<String, Object> content = content(checkpoint, stateDict);
    AtomicFile.create(
        file,
        out -> PyTorchWriter.write(out, content),
        written -> requireSame(written, stateDict, file));
    return stateDict.size();
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
