package org.recu.export;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.recu.binarize.Binarizer;
import org.recu.binarize.Recu;
import org.recu.checkpoint.ModelDescription;
import org.recu.data.catalog.Datasets;
import org.recu.graph.FrozenParameters;
import org.recu.graph.FrozenValues;
import org.recu.graph.ImageInput;
import org.recu.graph.ScopedGraph;
import org.recu.inference.ModelCard;
import org.recu.inference.SavedModelClassifier;
import org.recu.lowering.Tower;
import org.recu.model.Network;
import org.recu.nn.Architecture;
import org.recu.nn.Sign;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.ArgMax;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The exported graph as a message: {@code images} (batch, size, size, 3), uint8, to {@code logits}
 * and {@code probabilities} (batch, classes), float32, and {@code classes} (batch), int64. A batch
 * without images is an error that says so.
 */
final class EvaluationGraph {

  private static final String TAG = "serve";
  private static final String METHOD = "tensorflow/serving/predict";

  /** The signature that takes encoded images, and its input. */
  private static final String ENCODED_SIGNATURE = "serving_jpeg";

  private static final String ENCODED = "encoded";

  /** Smallest image size, in pixels, for which a network has that signature. */
  private static final int LEAST_ENCODED = 64;

  private EvaluationGraph() {}

  /** Which signatures a graph has. */
  enum Signatures {
    /**
     * {@link SavedModelClassifier#SIGNATURE} alone: converters that take every signature unless one
     * is named get a graph that they know.
     */
    PORTABLE,
    /**
     * For a network for large images another one from {@code encoded}, (batch) image files, to the
     * same outputs; for one whose binary layers can count bits {@link
     * SavedModelClassifier#ONE_BIT_SIGNATURE}, of the same input and outputs.
     */
    ALL
  }

  /** Whether a network has more signatures than the portable one. */
  static boolean hasMore(Network network) {
    return network.imageSize() >= LEAST_ENCODED || countsBits(network);
  }

  /** Whether a network has a signature that counts bits. */
  static boolean countsBits(Network network) {
    Architecture architecture = network.architecture();
    return !architecture.binaryConvolutions().isEmpty() && Tower.countsBits(architecture);
  }

  private static boolean hasSigns(Architecture architecture) {
    return architecture.layers().stream().anyMatch(Sign.class::isInstance);
  }

  /** Builds the network over constants and describes it as a SavedModel. */
  static SavedModel of(
      Network network, ModelDescription description, FrozenValues values, Signatures signatures) {
    try (Graph graph = new Graph()) {
      Ops tf = ScopedGraph.ops(graph);
      Optional<EncodedInput> encoded =
          signatures == Signatures.ALL ? encoded(tf, network, description) : Optional.empty();
      ImageInput images = images(tf, encoded, network, description);
      Operand<TFloat32> normalized = notEmpty(tf, images, images.normalized());
      Architecture architecture = network.architecture();
      FrozenParameters parameters = FrozenParameters.packed(tf, values, hasSigns(architecture));
      Binarizer binarizer = new Recu();
      SignatureDef outputs =
          outputs(tf, Tower.evaluation(tf, parameters, binarizer).logits(architecture, normalized));
      MetaGraphDef.Builder metaGraph =
          MetaGraphDef.newBuilder()
              .setMetaInfoDef(
                  MetaGraphDef.MetaInfoDef.newBuilder()
                      .addTags(TAG)
                      .setTensorflowVersion(TensorFlow.version())
                      .setStrippedDefaultAttrs(true))
              .addAssetFileDef(asset(tf, ModelCard.FILE))
              .addAssetFileDef(asset(tf, ModelCard.CLASS_NAMES))
              .putSignatureDef(
                  SavedModelClassifier.SIGNATURE,
                  with(outputs, SavedModelClassifier.IMAGES, images.pixels()));
      encoded.ifPresent(
          input ->
              metaGraph.putSignatureDef(
                  ENCODED_SIGNATURE, with(outputs, ENCODED, input.encoded())));
      if (signatures == Signatures.ALL && countsBits(network)) {
        Ops oneBit = tf.withSubScope("one_bit");
        SignatureDef same =
            outputs(
                oneBit,
                Tower.oneBit(oneBit, parameters, binarizer)
                    .logits(
                        architecture, notEmpty(oneBit, images, Tower.normalized(oneBit, images))));
        metaGraph.putSignatureDef(
            SavedModelClassifier.ONE_BIT_SIGNATURE,
            with(same, SavedModelClassifier.IMAGES, images.pixels()));
      }
      List<String> needed =
          Stream.of(
                  Stream.of(SavedModelClassifier.IMAGES),
                  metaGraph.getSignatureDefMap().values().stream()
                      .flatMap(signature -> signature.getOutputsMap().values().stream())
                      .map(TensorInfo::getName),
                  metaGraph.getAssetFileDefList().stream()
                      .map(asset -> asset.getTensorInfo().getName()))
              .flatMap(names -> names)
              .map(name -> name.replaceFirst(":[0-9]+$", ""))
              .toList();
      GraphDef merged = MergedConstants.of(graph.toGraphDef(), Set.copyOf(needed));
      metaGraph.setGraphDef(StrippedDefaults.of(Reachable.from(merged, needed)));
      return SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(metaGraph).build();
    }
  }

  /** The input for encoded images, if the images are large enough to come as files. */
  private static Optional<EncodedInput> encoded(
      Ops tf, Network network, ModelDescription description) {
    int size = network.imageSize();
    return size < LEAST_ENCODED
        ? Optional.empty()
        : Optional.of(
            EncodedInput.create(
                tf, ENCODED, Datasets.shortSide(description.dataset(), size), size));
  }

  private static ImageInput images(
      Ops tf, Optional<EncodedInput> encoded, Network network, ModelDescription description) {
    String name = SavedModelClassifier.IMAGES;
    return encoded.isPresent()
        ? ImageInput.orElse(tf, name, encoded.get().pixels(), description.normalization())
        : ImageInput.create(tf, name, network.imageSize(), description.normalization());
  }

  /**
   * The normalised images, where there are any: oneDNN's convolution gives an empty batch a wrong
   * shape, which later ops refuse in words that help nobody.
   */
  private static Operand<TFloat32> notEmpty(
      Ops tf, ImageInput images, Operand<TFloat32> normalized) {
    Ops scope = tf.withSubScope("not_empty");
    Op check =
        scope.assertThat(
            scope.math.greater(scope.size(images.pixels()), scope.constant(0)),
            List.of(scope.constant("the batch is empty, expected one image or more")));
    return scope.withControlDependencies(check).identity(normalized);
  }

  private static SignatureDef outputs(Ops tf, Operand<TFloat32> computed) {
    Operand<TFloat32> logits = tf.withName(SavedModelClassifier.LOGITS).identity(computed);
    Operand<TFloat32> probabilities = tf.withName("probabilities").nn.softmax(logits);
    ArgMax<TInt64> classes = tf.withName("classes").math.argMax(logits, tf.constant(-1));
    return SignatureDef.newBuilder()
        .setMethodName(METHOD)
        .putOutputs(SavedModelClassifier.LOGITS, info(logits))
        .putOutputs("probabilities", info(probabilities))
        .putOutputs("classes", info(classes))
        .build();
  }

  private static SignatureDef with(SignatureDef outputs, String name, Operand<?> input) {
    return outputs.toBuilder().putInputs(name, info(input)).build();
  }

  private static AssetFileDef asset(Ops tf, String file) {
    Operand<?> path = tf.withName("asset_" + file).constant(StandardCharsets.UTF_8, file);
    return AssetFileDef.newBuilder()
        .setFilename(file)
        .setTensorInfo(TensorInfo.newBuilder().setName(path.op().name() + ":0"))
        .build();
  }

  private static TensorInfo info(Operand<?> operand) {
    Shape shape = operand.shape();
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (int i = 0; i < shape.numDimensions(); i++) {
      dimensions.addDim(TensorShapeProto.Dim.newBuilder().setSize(shape.get(i)));
    }
    return TensorInfo.newBuilder()
        .setName(operand.op().name() + ":0")
        .setDtypeValue(operand.asOutput().dataType().getNumber())
        .setTensorShape(dimensions)
        .build();
  }
}
