package org.recu.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.recu.graph.Device;
import org.recu.graph.FullTrace;
import org.recu.lowering.Int8Probe;
import org.tensorflow.Session;
import org.tensorflow.proto.StepStats;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A network that was exported as a SavedModel. */
public final class SavedModelClassifier implements TracedClassifier {

  /**
   * The folder in an exported model that holds the same model with all of its signatures, a
   * SavedModel of its own. Exports without it have their signatures in one.
   */
  public static final String ALL_SIGNATURES = "all_signatures";

  /** Name of the signature that runs on any processor. */
  public static final String SIGNATURE = "serving_default";

  /** Name of a signature with the same input and outputs and int8 binary convolutions. */
  public static final String INT8_SIGNATURE = "serving_int8";

  /**
   * Name of a signature with the same input and outputs, whose binary convolutions count bits in
   * loops that XLA compiles.
   */
  public static final String ONE_BIT_SIGNATURE = "serving_one_bit";

  /** Its input: (batch, size, size, 3), uint8, RGB. */
  public static final String IMAGES = "images";

  /** Its output: (batch, classes), float32. */
  public static final String LOGITS = "logits";

  private final ServedSignature served;

  /** As {@link #SIGNATURE} states them, whichever signature is in use; -1 where it does not. */
  private final int imageSize;

  private final int classes;

  /**
   * Loads the model with the fastest of its signatures that runs on a device.
   *
   * @param folder holds {@code saved_model.pb}
   * @throws IOException if it cannot be loaded, or has no such signature, input or output
   */
  public SavedModelClassifier(Path folder, Device device) throws IOException {
    this(folder, device, Int8Probe.isExact(device) ? INT8_SIGNATURE : SIGNATURE);
  }

  /**
   * Loads the model.
   *
   * @param folder holds {@code saved_model.pb}
   * @param wanted the signature to use; {@link #SIGNATURE} takes its place if the model has no such
   * @throws IOException if it cannot be loaded, or has no such signature, input or output
   */
  public SavedModelClassifier(Path folder, Device device, String wanted) throws IOException {
    ServedSignature portable = ServedSignature.load(folder, device, SIGNATURE);
    imageSize = (int) portable.images().getTensorShape().getDim(1).getSize();
    classes = (int) portable.logits().getTensorShape().getDim(1).getSize();
    served = wanted.equals(SIGNATURE) ? portable : orElse(portable, folder, device, wanted);
  }

  private static ServedSignature orElse(
      ServedSignature portable, Path folder, Device device, String wanted) throws IOException {
    Path all = folder.resolve(ALL_SIGNATURES);
    if (!Files.isDirectory(all)) {
      return portable.orElse(wanted);
    }
    try (portable) {
      return ServedSignature.load(all, device, SIGNATURE).orElse(wanted);
    }
  }

  /** The name of the signature in use. */
  public String signature() {
    return served.signature();
  }

  /** Height and width of the images that it takes, in pixels, or -1 for any size. */
  public int imageSize() {
    return imageSize;
  }

  /** The number of logits, or -1 if the model does not say. */
  public int classes() {
    return classes;
  }

  @Override
  public TFloat32 logits(TUint8 pixels) {
    return (TFloat32) runner(pixels).run().get(0);
  }

  @Override
  public StepStats trace(TUint8 pixels) {
    return FullTrace.run(runner(pixels));
  }

  private Session.Runner runner(TUint8 pixels) {
    return served
        .bundle()
        .session()
        .runner()
        .feed(served.images().getName(), pixels)
        .fetch(served.logits().getName());
  }

  @Override
  public void close() {
    served.close();
  }
}
