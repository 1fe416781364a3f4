package org.recu.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.recu.graph.Device;
import org.recu.graph.FullTrace;
import org.recu.lowering.Int8Probe;
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

/** A network that was exported as a SavedModel. */
public final class SavedModelClassifier implements TracedClassifier {

  /** Name of the signature that runs on any processor. */
  public static final String SIGNATURE = "serving_default";

  /** Name of a signature with the same input and outputs and int8 binary convolutions. */
  public static final String INT8_SIGNATURE = "serving_int8";

  /** Its input: (batch, size, size, 3), uint8, RGB. */
  public static final String IMAGES = "images";

  /** Its output: (batch, classes), float32. */
  public static final String LOGITS = "logits";

  /** The input and the output of a signature. */
  private record Endpoints(String signature, TensorInfo images, TensorInfo logits) {}

  private final SavedModelBundle bundle;
  private final Endpoints ends;

  /**
   * Loads the model with the fastest of its signatures that runs on a device.
   *
   * @param folder holds {@code saved_model.pb}
   * @throws IOException if it cannot be loaded, or has no such signature, input or output
   */
  public SavedModelClassifier(Path folder, Device device) throws IOException {
    this(folder, device, Int8Probe.isExact(device));
  }

  /**
   * Loads the model.
   *
   * @param folder holds {@code saved_model.pb}
   * @param int8 whether {@link #INT8_SIGNATURE} is used if the model has it
   * @throws IOException if it cannot be loaded, or has no such signature, input or output
   */
  public SavedModelClassifier(Path folder, Device device, boolean int8) throws IOException {
    bundle = load(folder, device);
    try {
      Endpoints portable = ends(folder, SIGNATURE);
      boolean other = int8 && signatures().containsKey(INT8_SIGNATURE);
      ends = other ? ends(folder, INT8_SIGNATURE) : portable;
    } catch (IOException e) {
      bundle.close();
      throw e;
    }
  }

  private static SavedModelBundle load(Path folder, Device device) throws IOException {
    try {
      return SavedModelBundle.loader(folder.toString())
          .withTags(SavedModelBundle.DEFAULT_TAG)
          .withConfigProto(device.foldingConfiguration())
          .load();
    } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
      // The latter two if a signature does not fit the graph.
      throw new IOException(
          "%s cannot be loaded as a SavedModel: %s"
              .formatted(folder, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  /** The name of the signature in use. */
  public String signature() {
    return ends.signature;
  }

  /** Height and width of the images that it takes, in pixels, or -1 for any size. */
  public int imageSize() {
    return (int) ends.images.getTensorShape().getDim(1).getSize();
  }

  /** The number of logits, or -1 if the model does not say. */
  public int classes() {
    return (int) ends.logits.getTensorShape().getDim(1).getSize();
  }

  @Override
  public TFloat32 logits(TUint8 pixels) {
    Tensor output =
        bundle
            .session()
            .runner()
            .feed(ends.images.getName(), pixels)
            .fetch(ends.logits.getName())
            .run()
            .get(0);
    return (TFloat32) output;
  }

  @Override
  public StepStats trace(TUint8 pixels) {
    return FullTrace.run(
        bundle.session().runner().feed(ends.images.getName(), pixels).fetch(ends.logits.getName()));
  }

  private Map<String, SignatureDef> signatures() {
    return bundle.metaGraphDef().getSignatureDefMap();
  }

  private Endpoints ends(Path folder, String name) throws IOException {
    SignatureDef signature = signatures().get(name);
    if (signature == null) {
      throw new IOException(
          "%s has no signature %s, only %s".formatted(folder, name, signatures().keySet()));
    }
    TensorInfo images = signature.getInputsMap().get(IMAGES);
    TensorInfo logits = signature.getOutputsMap().get(LOGITS);
    require(images, "%s: the signature %s has no input %s".formatted(folder, name, IMAGES));
    require(logits, "%s: the signature %s has no output %s".formatted(folder, name, LOGITS));
    expect(folder, images, IMAGES, DataType.DT_UINT8, 4);
    expect(folder, logits, LOGITS, DataType.DT_FLOAT, 2);
    requireInGraph(folder, images);
    requireInGraph(folder, logits);
    return new Endpoints(name, images, logits);
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

  private void requireInGraph(Path folder, TensorInfo info) throws IOException {
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
