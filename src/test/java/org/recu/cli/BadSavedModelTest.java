package org.recu.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/** SavedModels that cannot be evaluated, each derived from one that can. */
@ExtendWith(FinishedRun.Once.class)
final class BadSavedModelTest {

  private static final String SIGNATURE = "serving_default";

  @TempDir private Path place;
  private Path model;
  private Path graph;

  @BeforeEach
  void copy(FinishedRun finished) throws IOException {
    model = finished.run().copyTo(place.resolve("run")).savedModel();
    graph = model.resolve("saved_model.pb");
  }

  @Test
  void evaluate_noSignature_saysWhichItWants() throws IOException {
    change(meta -> meta.clearSignatureDef());
    failed().names(model + " has no signature serving_default");
  }

  @Test
  void evaluate_anotherSignature_saysWhatThereIs() throws IOException {
    SignatureDef own = signature();
    change(meta -> meta.clearSignatureDef().putSignatureDef("classify", own));
    failed().names(model + " has no signature serving_default, only [classify]");
  }

  @Test
  void evaluate_noInput_namesIt() throws IOException {
    changeSignature(signature().toBuilder().clearInputs());
    failed().names(model + ": the signature serving_default has no input images");
  }

  @Test
  void evaluate_noLogits_namesThem() throws IOException {
    changeSignature(signature().toBuilder().removeOutputs("logits"));
    failed().names(model + ": the signature serving_default has no output logits");
  }

  @Test
  void evaluate_inputOfAnotherType_saysWhichItWants() throws IOException {
    write(TFloat32.class, 32, 10);
    failed().names(model + ": images is DT_FLOAT of 4 dimensions, expected DT_UINT8 of 4");
  }

  @Test
  void evaluate_inputOfAnotherSize_namesBoth() throws IOException {
    write(TUint8.class, 28, 10);
    failed()
        .names(model + " takes images of 28 pixels, but dataset shapes has images of 32 pixels");
  }

  @Test
  void evaluate_otherClasses_namesBothCounts() throws IOException {
    write(TUint8.class, 32, 9);
    failed().names(model + " has 9 logits, but assets/model.json lists 10 class names");
  }

  /**
   * The commands that read model.json reject one with more or fewer class names than the model has
   * logits.
   */
  @ParameterizedTest
  @ValueSource(ints = {9, 11})
  void anyCommand_otherClassNamesThanLogits_namesBothCounts(int names) throws IOException {
    Path card = model.resolve("assets/model.json");
    ObjectMapper json = new ObjectMapper();
    ObjectNode changed = (ObjectNode) json.readTree(card.toFile());
    ArrayNode list = changed.putArray("classNames");
    for (int i = 0; i < names; i++) {
      list.add("class " + i);
    }
    json.writeValue(card.toFile(), changed);
    String message =
        "%s has 10 logits, but assets/model.json lists %d class names".formatted(model, names);
    failed().names(message);
    Path image = Files.createFile(place.resolve("image.png"));
    Refusal.of(
            Recu.FAILED,
            place,
            "predict",
            image.toString(),
            "--model_path",
            model.toString(),
            "--gpus",
            "cpu")
        .names(message);
  }

  @Test
  void evaluate_signatureThatDoesNotFitTheGraph_saysSo() throws IOException {
    TensorInfo floats =
        signature().getInputsOrThrow("images").toBuilder().setDtype(DataType.DT_FLOAT).build();
    changeSignature(signature().toBuilder().putInputs("images", floats));
    failed().names(model + " cannot be loaded as a SavedModel", "DT_FLOAT");
  }

  @Test
  void evaluate_truncatedGraph_saysSo() throws IOException {
    byte[] bytes = Files.readAllBytes(graph);
    Files.write(graph, Arrays.copyOf(bytes, bytes.length / 2));
    failed().names(model + " cannot be loaded as a SavedModel");
  }

  @Test
  void evaluate_emptyGraph_saysSo() throws IOException {
    Files.write(graph, new byte[0]);
    failed().names(model + " cannot be loaded as a SavedModel");
  }

  @Test
  void evaluate_tensorThatIsNotThere_saysSo() throws IOException {
    TensorInfo other =
        signature().getOutputsOrThrow("logits").toBuilder().setName("elsewhere:0").build();
    changeSignature(signature().toBuilder().putOutputs("logits", other));
    failed().names(model, "elsewhere");
  }

  @Test
  void evaluate_noCard_asksForTheDataSet() throws IOException {
    Files.delete(model.resolve("assets/model.json"));
    failed().names(model + " has no assets/model.json", "state it with --dataset");
  }

  @Test
  void evaluate_damagedCard_namesIt() throws IOException {
    Path card = model.resolve("assets/model.json");
    Files.writeString(card, "{\"model\": ");
    failed().names(card + " is damaged");
  }

  private Refusal failed() throws IOException {
    return Refusal.of(
        Recu.FAILED, place, "evaluate", "--model_path", model.toString(), "--gpus", "cpu");
  }

  private SignatureDef signature() throws IOException {
    return SavedModel.parseFrom(Files.readAllBytes(graph))
        .getMetaGraphs(0)
        .getSignatureDefOrThrow(SIGNATURE);
  }

  private void changeSignature(SignatureDef.Builder signature) throws IOException {
    change(meta -> meta.putSignatureDef(SIGNATURE, signature.build()));
  }

  private void change(UnaryOperator<MetaGraphDef.Builder> change) throws IOException {
    SavedModel.Builder saved = SavedModel.parseFrom(Files.readAllBytes(graph)).toBuilder();
    saved.setMetaGraphs(0, change.apply(saved.getMetaGraphs(0).toBuilder()));
    Files.write(graph, saved.build().toByteArray());
  }

  /** Replaces the model with one that weighs the mean colours of images of this type and size. */
  private void write(Class<? extends TNumber> type, int size, int classes) throws IOException {
    try (Graph small = new Graph()) {
      Ops tf = Ops.create(small);
      Operand<? extends TNumber> images =
          tf.withName("images").placeholder(type, Placeholder.shape(Shape.of(-1, size, size, 3)));
      Operand<TFloat32> colours =
          tf.math.mean(tf.dtypes.cast(images, TFloat32.class), tf.constant(new int[] {1, 2}));
      Operand<TFloat32> weight = tf.fill(tf.constant(new int[] {3, classes}), tf.constant(1f));
      Operand<TFloat32> logits = tf.linalg.matMul(colours, weight);
      SignatureDef signature =
          SignatureDef.newBuilder()
              .setMethodName("tensorflow/serving/predict")
              .putInputs("images", info(images, -1, size, size, 3))
              .putOutputs("logits", info(logits, -1, classes))
              .build();
      change(
          meta ->
              meta.setGraphDef(small.toGraphDef())
                  .clearSignatureDef()
                  .clearAssetFileDef()
                  .putSignatureDef(SIGNATURE, signature));
    }
  }

  private static TensorInfo info(Operand<?> operand, long... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (long size : shape) {
      dimensions.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return TensorInfo.newBuilder()
        .setName(operand.op().name() + ":0")
        .setDtypeValue(operand.asOutput().dataType().getNumber())
        .setTensorShape(dimensions)
        .build();
  }
}
