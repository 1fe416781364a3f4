package org.recu.teacher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The input and the output with which a SavedModel turns images into logits.
 *
 * @param images (batch, height, width, 3), uint8 or float32
 * @param logits (batch, classes), float32
 */
record ModelSignature(TensorInfo images, TensorInfo logits) {

  private static final String USUAL = "serving_default";
  private static final String LOGITS = "logits";

  /**
   * Finds the input and the output. The signature is {@code serving_default} or, failing that, the
   * only one that takes images; among several outputs, the one named {@code logits} is used.
   *
   * @param folder of the model, for messages
   * @throws IOException if no signature fits, or more than one
   */
  static ModelSignature of(Path folder, MetaGraphDef model) throws IOException {
    Map<String, SignatureDef> fitting = new TreeMap<>(model.getSignatureDefMap());
    fitting
        .values()
        .removeIf(
            signature ->
                signature.getInputsCount() != 1
                    || tensors(signature.getInputsMap(), ModelSignature::isImages).isEmpty()
                    || tensors(signature.getOutputsMap(), ModelSignature::isLogits).isEmpty());
    if (fitting.containsKey(USUAL)) {
      fitting.keySet().retainAll(List.of(USUAL));
    }
    if (fitting.size() != 1) {
      throw new IOException(
          "%s has %s, expected one that turns images (batch, height, width, 3) of uint8 or float32 into logits (batch, classes) of float32"
              .formatted(
                  folder,
                  fitting.isEmpty()
                      ? "the signatures " + model.getSignatureDefMap().keySet()
                      : "several fitting signatures " + fitting.keySet()));
    }
    SignatureDef signature = fitting.values().iterator().next();
    Map<String, TensorInfo> outputs = tensors(signature.getOutputsMap(), ModelSignature::isLogits);
    if (outputs.size() > 1 && !outputs.containsKey(LOGITS)) {
      throw new IOException(
          "%s has the outputs %s, expected one named %s among them"
              .formatted(folder, outputs.keySet(), LOGITS));
    }
    return new ModelSignature(
        signature.getInputsMap().values().iterator().next(),
        outputs.getOrDefault(LOGITS, outputs.values().iterator().next()));
  }

  /** Whether the images are uint8. */
  boolean takesBytes() {
    return images.getDtype() == DataType.DT_UINT8;
  }

  /** Height and width of the images; -1 for one that is not fixed. */
  List<Long> size() {
    TensorShapeProto shape = images.getTensorShape();
    return List.of(shape.getDim(1).getSize(), shape.getDim(2).getSize());
  }

  /** Required batch size; -1 for any. */
  long batch() {
    return images.getTensorShape().getDim(0).getSize();
  }

  private static Map<String, TensorInfo> tensors(
      Map<String, TensorInfo> tensors, Predicate<TensorInfo> wanted) {
    Map<String, TensorInfo> found = new LinkedHashMap<>();
    new TreeMap<>(tensors)
        .forEach(
            (name, info) -> {
              if (wanted.test(info)) {
                found.put(name, info);
              }
            });
    return found;
  }

  private static boolean isImages(TensorInfo info) {
    TensorShapeProto shape = info.getTensorShape();
    DataType type = info.getDtype();
    return (type == DataType.DT_UINT8 || type == DataType.DT_FLOAT)
        && shape.getDimCount() == 4
        && (shape.getDim(3).getSize() == 3 || shape.getDim(3).getSize() == -1);
  }

  private static boolean isLogits(TensorInfo info) {
    return info.getDtype() == DataType.DT_FLOAT && info.getTensorShape().getDimCount() == 2;
  }
}
