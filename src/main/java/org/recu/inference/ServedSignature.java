package org.recu.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.recu.graph.Device;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A signature of a loaded SavedModel that maps images to logits. Those of one model own it
 * together: closing one of them closes it.
 *
 * @param folder of the model
 * @param bundle the model
 * @param signature its name
 * @param images (batch, size, size, 3), uint8
 * @param logits (batch, classes), float32
 */
record ServedSignature(
    Path folder, SavedModelBundle bundle, String signature, TensorInfo images, TensorInfo logits)
    implements AutoCloseable {

  /**
   * Loads a model.
   *
   * @param folder holds {@code saved_model.pb}
   * @throws IOException if it cannot be loaded, or has no such signature, input or output
   */
  static ServedSignature load(Path folder, Device device, String signature) throws IOException {
    SavedModelBundle bundle = load(folder, device);
    try {
      return of(folder, bundle, signature);
    } catch (IOException e) {
      bundle.close();
      throw e;
    }
  }

  private static SavedModelBundle load(Path folder, Device device) throws IOException {
    try {
      return SavedModelBundle.loader(folder.toString())
          .withTags(SavedModelBundle.DEFAULT_TAG)
          .withConfigProto(BatchShares.configuration(device.foldingConfiguration()))
          .load();
    } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
      // The latter two if a signature does not fit the graph.
      throw new IOException(
          "%s cannot be loaded as a SavedModel: %s"
              .formatted(folder, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  /**
   * A signature of the same model; empty if it has no such.
   *
   * @throws IOException if it has another input or output; the model is closed then
   */
  Optional<ServedSignature> sibling(String other) throws IOException {
    if (!signatures(bundle).containsKey(other)) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(folder, bundle, other));
    } catch (IOException e) {
      bundle.close();
      throw e;
    }
  }

  /** The way from its images to its logits. */
  LogitsWay way() {
    return new LogitsWay(bundle.session(), images.getName(), logits.getName());
  }

  private static Map<String, SignatureDef> signatures(SavedModelBundle bundle) {
    return bundle.metaGraphDef().getSignatureDefMap();
  }

  private static ServedSignature of(Path folder, SavedModelBundle bundle, String name)
      throws IOException {
    SignatureDef signature = signatures(bundle).get(name);
    if (signature == null) {
      throw new IOException(
          "%s has no signature %s, only %s".formatted(folder, name, signatures(bundle).keySet()));
    }
    TensorInfo images = signature.getInputsMap().get(SavedModelClassifier.IMAGES);
    TensorInfo logits = signature.getOutputsMap().get(SavedModelClassifier.LOGITS);
    require(
        images,
        "%s: the signature %s has no input %s"
            .formatted(folder, name, SavedModelClassifier.IMAGES));
    require(
        logits,
        "%s: the signature %s has no output %s"
            .formatted(folder, name, SavedModelClassifier.LOGITS));
    expect(folder, images, SavedModelClassifier.IMAGES, DataType.DT_UINT8, 4);
    expect(folder, logits, SavedModelClassifier.LOGITS, DataType.DT_FLOAT, 2);
    requireInGraph(folder, bundle, images);
    requireInGraph(folder, bundle, logits);
    return new ServedSignature(folder, bundle, name, images, logits);
  }

  private static void require(TensorInfo info, String otherwise) throws IOException {
    if (info == null) {
      throw new IOException(otherwise);
    }
  }

  private static void expect(
      Path folder, TensorInfo info, String name, DataType type, int dimensions) throws IOException {
    TensorShapeProto shape = info.getTensorShape();
    if (info.getDtype() != type || shape.getDimCount() != dimensions) {
      throw new IOException(
          "%s: %s is %s of %d dimensions, expected %s of %d"
              .formatted(folder, name, info.getDtype(), shape.getDimCount(), type, dimensions));
    }
  }

  private static void requireInGraph(Path folder, SavedModelBundle bundle, TensorInfo info)
      throws IOException {
    String operation = info.getName().replaceFirst(":[0-9]+$", "");
    if (bundle.graph().operation(operation) == null) {
      throw new IOException(
          "%s: the signature refers to %s, which is not in the graph"
              .formatted(folder, info.getName()));
    }
  }

  @Override
  public void close() {
    bundle.close();
  }
}
