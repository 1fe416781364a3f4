package org.recu.export;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.recu.checkpoint.ModelDescription;
import org.recu.eval.FrozenValues;
import org.recu.eval.SavedModelClassifier;
import org.recu.model.Network;
import org.recu.nn.ImageInput;
import org.recu.nn.Tower;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.ArgMax;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The exported graph as a message: {@code images} (batch, size, size, 3), uint8, to {@code logits}
 * and {@code probabilities} (batch, classes), float32, and {@code classes} (batch), int64.
 */
final class EvaluationGraph {

  private static final String TAG = "serve";
  private static final String METHOD = "tensorflow/serving/predict";

  private EvaluationGraph() {}

  /** Builds the network over constants and describes it as a SavedModel. */
  static SavedModel of(Network network, ModelDescription description, FrozenValues values) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      ImageInput images =
          ImageInput.create(
              tf,
              SavedModelClassifier.IMAGES,
              network.imageSize(),
              description.mean(),
              description.standardDeviation());
      Tower tower = Tower.evaluation(tf, new FrozenParameters(tf, values));
      Operand<TFloat32> logits =
          tf.withName(SavedModelClassifier.LOGITS)
              .identity(network.logits(tower, images.normalized()));
      Operand<TFloat32> probabilities = tf.withName("probabilities").nn.softmax(logits);
      ArgMax<TInt64> classes = tf.withName("classes").math.argMax(logits, tf.constant(-1));

      SignatureDef signature =
          SignatureDef.newBuilder()
              .setMethodName(METHOD)
              .putInputs(SavedModelClassifier.IMAGES, info(images.pixels()))
              .putOutputs(SavedModelClassifier.LOGITS, info(logits))
              .putOutputs("probabilities", info(probabilities))
              .putOutputs("classes", info(classes))
              .build();
      MetaGraphDef.Builder metaGraph =
          MetaGraphDef.newBuilder()
              .setMetaInfoDef(
                  MetaGraphDef.MetaInfoDef.newBuilder()
                      .addTags(TAG)
                      .setTensorflowVersion(TensorFlow.version()))
              .addAssetFileDef(asset(tf, ModelCard.FILE))
              .addAssetFileDef(asset(tf, ModelCard.CLASS_NAMES))
              .putSignatureDef(SavedModelClassifier.SIGNATURE, signature);
      List<String> needed =
          Stream.of(
                  Stream.of(SavedModelClassifier.IMAGES),
                  signature.getOutputsMap().values().stream().map(TensorInfo::getName),
                  metaGraph.getAssetFileDefList().stream()
                      .map(asset -> asset.getTensorInfo().getName()))
              .flatMap(names -> names)
              .map(name -> name.replaceFirst(":[0-9]+$", ""))
              .toList();
      metaGraph.setGraphDef(Reachable.from(graph.toGraphDef(), needed));
      return SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(metaGraph).build();
    }
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
