package org.recu.export;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.recu.checkpoint.ModelDescription;
import org.recu.files.AtomicFile;
import org.recu.files.FileTree;
import org.recu.files.NamedFile;
import org.recu.graph.Device;
import org.recu.graph.FrozenValues;
import org.recu.inference.ModelCard;
import org.recu.inference.NetworkClassifier;
import org.recu.onnx.OnnxModel;
import org.recu.onnx.OnnxWeights;
import org.recu.weights.TrainedNetwork;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Writes a trained network as an ONNX file. */
public final class OnnxExporter {

  private OnnxExporter() {}

  /**
   * Exports to a file that must not exist yet. The file appears once it has been read back.
   *
   * @param top1 validation accuracy, in per cent, if it is known
   * @param device that computes the signs of the weights
   * @return how many operators the graph has
   * @throws IOException if the file exists, cannot be written, or reads back differently
   */
  public static int export(TrainedNetwork trained, OptionalDouble top1, Device device, Path file)
      throws IOException {
    FileTree.requireAbsent(file);
    OnnxModel model = model(trained, top1, device);
    FileTree.createFolders(file.toAbsolutePath().getParent());
    AtomicFile.create(file, model::writeTo, written -> requireSame(written, model, file));
    return model.message().getGraph().getNodeCount();
  }

  private static OnnxModel model(TrainedNetwork trained, OptionalDouble top1, Device device)
      throws IOException {
    ModelDescription description = trained.description();
    try (NetworkClassifier classifier = NetworkClassifier.of(trained, device);
        FrozenValues values = classifier.freeze()) {
      return OnnxModel.of(
          description.name(),
          trained.network().architecture(),
          description.imageSize(),
          description.normalization(),
          weights(values),
          notes(description, top1));
    }
  }

  private static OnnxWeights weights(FrozenValues values) {
    return name -> {
      TFloat32 tensor = values.get(name);
      float[] numbers = new float[(int) tensor.size()];
      tensor.copyTo(DataBuffers.of(FloatBuffer.wrap(numbers)));
      return numbers;
    };
  }

  /** What the file says about itself; lists as JSON. */
  private static Map<String, String> notes(ModelDescription description, OptionalDouble top1)
      throws IOException {
    Map<String, String> notes = new LinkedHashMap<>(ModelCard.of(description).strings());
    top1.ifPresent(accuracy -> notes.put("top1", Double.toString(accuracy)));
    return notes;
  }

  private static void requireSame(Path copy, OnnxModel written, Path file) throws IOException {
    boolean same;
    try (InputStream in = new NamedFile(copy).input()) {
      same = OnnxModel.read(in).equals(written);
    } catch (InvalidProtocolBufferException e) {
      throw new IOException(file + " cannot be read back: " + e.getMessage(), e);
    }
    if (!same) {
      throw new IOException(
          file + " reads back differently from what was written; nothing was exported");
    }
  }
}
