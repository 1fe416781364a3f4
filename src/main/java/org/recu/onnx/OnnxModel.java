package org.recu.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.recu.image.Normalization;
import org.recu.nn.Architecture;
import org.recu.nn.TensorShape;

/**
 * A network as an ONNX model, of the operators of opset 13, from {@code images} (batch, size, size,
 * 3), uint8, RGB, to {@code logits} and {@code probabilities} (batch, classes), float32, and {@code
 * classes} (batch), int64, as in the SavedModel.
 *
 * @param message the file's content
 */
public record OnnxModel(ModelProto message) {

  /** The version of the operators. */
  public static final int OPSET = 13;

  /** The version of the format that came with this opset. */
  private static final int IR_VERSION = 7;

  private static final String IMAGES = "images";
  private static final String LOGITS = "logits";
  private static final String BATCH = "batch";

  /**
   * Builds the model.
   *
   * @param name of the network
   * @param architecture the network
   * @param imageSize height and width of its images, in pixels
   * @param normalization of its images, which the graph does
   * @param weights of the network
   * @param notes what the model says about itself, by keys
   */
  public static OnnxModel of(
      String name,
      Architecture architecture,
      int imageSize,
      Normalization normalization,
      OnnxWeights weights,
      Map<String, String> notes) {
    OnnxGraph graph = new OnnxGraph();
    OnnxValue images = new OnnxValue.Plain(normalized(graph, normalization));
    String computed = architecture.lower(new OnnxEvaluation(graph, weights), images).name();
    graph.node("Identity", "logits", LOGITS, List.of(computed));
    graph.node(
        "Softmax", "probabilities", "probabilities", List.of(LOGITS), OnnxGraph.number("axis", 1));
    graph.node(
        "ArgMax",
        "classes",
        "classes",
        List.of(LOGITS),
        OnnxGraph.number("axis", 1),
        OnnxGraph.number("keepdims", 0));
    List<TensorShape> shapes = architecture.layers().stream().map(layer -> layer.output()).toList();
    long classes = shapes.get(shapes.size() - 1).last();
    GraphProto.Builder message =
        graph
            .message()
            .setName(name)
            .addInput(value(IMAGES, DataType.UINT8, imageSize, imageSize, 3))
            .addOutput(value(LOGITS, DataType.FLOAT, classes))
            .addOutput(value("probabilities", DataType.FLOAT, classes))
            .addOutput(value("classes", DataType.INT64));
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("recu")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(message);
    notes.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return new OnnxModel(model.build());
  }

  /** {@code (pixel / 255 - mean) / std} for each colour, as (batch, 3, size, size). */
  private static String normalized(OnnxGraph graph, Normalization normalization) {
    String levels =
        graph.node(
            "Cast", "levels", List.of(IMAGES), OnnxGraph.number("to", DataType.FLOAT.getNumber()));
    String shifted =
        graph.node("Sub", "shifted", List.of(levels, colours(graph, "mean", normalization.mean())));
    String scaled =
        graph.node(
            "Div",
            "normalized",
            List.of(shifted, colours(graph, "deviation", normalization.standardDeviation())));
    return graph.node(
        "Transpose", "channels_first", List.of(scaled), OnnxGraph.numbers("perm", 0, 3, 1, 2));
  }

  private static String colours(OnnxGraph graph, String name, List<Double> values) {
    float[] levels = new float[values.size()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (float) (255 * values.get(i));
    }
    return graph.constant(name, List.of((long) levels.length), levels);
  }

  /** The description of an input or output: (batch, sizes...). */
  private static ValueInfoProto value(String name, DataType type, long... sizes) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  /** Writes the file. */
  public void writeTo(OutputStream out) throws IOException {
    message.writeTo(out);
  }

  /** Reads a file; the caller closes it. */
  public static OnnxModel read(InputStream in) throws IOException {
    return new OnnxModel(ModelProto.parseFrom(in));
  }
}
