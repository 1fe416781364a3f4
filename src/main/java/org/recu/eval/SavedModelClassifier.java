package org.recu.eval;

import java.io.IOException;
import java.nio.file.Path;
import org.recu.nn.Device;
import org.recu.nn.FullTrace;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.StepStats;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A network as it was exported. */
public final class SavedModelClassifier implements TracedClassifier {

  /** The signature that is run. */
  public static final String SIGNATURE = "serving_default";

  /** Its input: (batch, size, size, 3), uint8, RGB. */
  public static final String IMAGES = "images";

  /** Its output: (batch, classes), float32. */
  public static final String LOGITS = "logits";

  private final SavedModelBundle bundle;
  private final TensorInfo images;
  private final TensorInfo logits;

  /**
   * Loads the model.
   *
   * @param folder holds {@code saved_model.pb}
   * @throws IOException where it cannot be loaded, or lacks the signature, its input or its output
   */
  public SavedModelClassifier(Path folder, Device device) throws IOException {
    try {
      bundle =
          SavedModelBundle.loader(folder.toString())
              .withTags(SavedModelBundle.DEFAULT_TAG)
              .withConfigProto(device.configuration())
              .load();
    } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
      // The latter two where a signature does not fit the graph.
      throw new IOException(
          "%s cannot be loaded as a SavedModel: %s"
              .formatted(folder, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
    SignatureDef signature = bundle.metaGraphDef().getSignatureDefMap().get(SIGNATURE);
    try {
      if (signature == null) {
        throw new IOException(
            "%s has no signature %s, only %s"
                .formatted(folder, SIGNATURE, bundle.metaGraphDef().getSignatureDefMap().keySet()));
      }
      images = tensor(folder, "input", signature.getInputsMap().get(IMAGES), IMAGES);
      logits = tensor(folder, "output", signature.getOutputsMap().get(LOGITS), LOGITS);
      expect(folder, images, IMAGES, DataType.DT_UINT8, 4);
      expect(folder, logits, LOGITS, DataType.DT_FLOAT, 2);
      requireInGraph(folder, images);
      requireInGraph(folder, logits);
    } catch (IOException e) {
      bundle.close();
      throw e;
    }
  }

  /** Height and width of the images that it takes, or -1 where it takes any. */
  public int imageSize() {
    return (int) images.getTensorShape().getDim(1).getSize();
  }

  /** How many classes it tells apart, or -1 where it does not say. */
  public int classes() {
    return (int) logits.getTensorShape().getDim(1).getSize();
  }

  @Override
  public TFloat32 logits(TUint8 pixels) {
    Tensor output =
        bundle
            .session()
            .runner()
            .feed(images.getName(), pixels)
            .fetch(logits.getName())
            .run()
            .get(0);
    return (TFloat32) output;
  }

  @Override
  public StepStats trace(TUint8 pixels) {
    return FullTrace.run(
        bundle.session().runner().feed(images.getName(), pixels).fetch(logits.getName()));
  }

  private static TensorInfo tensor(Path folder, String kind, TensorInfo info, String name)
      throws IOException {
    if (info == null) {
      throw new IOException(
          "%s: the signature %s has no %s %s".formatted(folder, SIGNATURE, kind, name));
    }
    return info;
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

  private void requireInGraph(Path folder, TensorInfo info) throws IOException {
    String operation = info.getName().replaceFirst(":[0-9]+$", "");
    if (bundle.graph().operation(operation) == null) {
      throw new IOException(
          "%s: the signature names %s, which is not in the graph"
              .formatted(folder, info.getName()));
    }
  }

  @Override
  public void close() {
    bundle.close();
  }
}
