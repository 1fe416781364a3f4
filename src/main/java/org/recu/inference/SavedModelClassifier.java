package org.recu.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.recu.graph.Device;
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

  /**
   * Name of a signature with the same input and outputs, whose binary convolutions count bits in
   * loops that XLA compiles.
   */
  public static final String ONE_BIT_SIGNATURE = "serving_one_bit";

  /** Its input: (batch, size, size, 3), uint8, RGB. */
  public static final String IMAGES = "images";

  /** Its output: (batch, classes), float32. */
  public static final String LOGITS = "logits";

  /** Of one loaded model. */
  private final List<ServedSignature> served;

  private final FastestLogits fastest;

  /** As {@link #SIGNATURE} states them, whichever signature is in use; -1 where it does not. */
  private final int imageSize;

  private final int classes;

  /**
   * Loads the model with those of its signatures that run on a device. The {@linkplain FastestWay
   * fastest} for each batch size answers; the logits do not depend on which it is.
   *
   * @param folder holds {@code saved_model.pb}
   * @throws IOException if it cannot be loaded, or has no such signature, input or output
   */
  public SavedModelClassifier(Path folder, Device device) throws IOException {
    this(
        folder,
        device,
        device.gpu().isPresent() ? List.of(SIGNATURE) : List.of(SIGNATURE, ONE_BIT_SIGNATURE));
  }

  /**
   * Loads the model with one signature.
   *
   * @param folder holds {@code saved_model.pb}
   * @param wanted the signature to use; {@link #SIGNATURE} takes its place if the model has no such
   * @throws IOException if it cannot be loaded, or has no such signature, input or output
   */
  public SavedModelClassifier(Path folder, Device device, String wanted) throws IOException {
    this(folder, device, List.of(wanted));
  }

  private SavedModelClassifier(Path folder, Device device, List<String> wanted) throws IOException {
    ServedSignature portable = ServedSignature.load(folder, device, SIGNATURE);
    imageSize = (int) portable.images().getTensorShape().getDim(1).getSize();
    classes = (int) portable.logits().getTensorShape().getDim(1).getSize();
    served =
        wanted.equals(List.of(SIGNATURE))
            ? List.of(portable)
            : chosen(withAll(portable, folder, device), wanted);
    fastest = new FastestLogits(served.stream().map(ServedSignature::way).toList());
  }

  /** The model with all signatures, if it is another one; the portable one is closed then. */
  private static ServedSignature withAll(ServedSignature portable, Path folder, Device device)
      throws IOException {
    Path all = folder.resolve(ALL_SIGNATURES);
    if (!Files.isDirectory(all)) {
      return portable;
    }
    try (portable) {
      return ServedSignature.load(all, device, SIGNATURE);
    }
  }

  /** Those of the wanted signatures that a model has, or the portable one if it has none. */
  private static List<ServedSignature> chosen(ServedSignature portable, List<String> wanted)
      throws IOException {
    List<ServedSignature> found = new ArrayList<>();
    for (String name : wanted) {
      portable.sibling(name).ifPresent(found::add);
    }
    return found.isEmpty() ? List.of(portable) : found;
  }

  /** The names of the signatures in use. */
  public List<String> signatures() {
    return served.stream().map(ServedSignature::signature).toList();
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
    return fastest.logits(pixels);
  }

  @Override
  public StepStats trace(TUint8 pixels) {
    return fastest.trace(pixels);
  }

  @Override
  public void close() {
    fastest.close();
    served.get(0).close();
  }
}
