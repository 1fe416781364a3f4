package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.recu.golden.NativeTensors;
import org.recu.graph.Device;
import org.recu.inference.SavedModelClassifier;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** Uses the SavedModel with TensorFlow alone, without this project's code. */
@ExtendWith(FinishedRun.Once.class)
final class ExportedModelTest {

  private static final int IMAGES = 5;
  private static final int CLASSES = 10;

  @TempDir private Path place;

  @Test
  void export_checkpoint_isTheFilesThatTrainingExported(FinishedRun finished) throws IOException {
    SmallRun run = finished.run();
    Path output = place.resolve("deep/model");
    Program program =
        Program.run(
            "export",
            "--model_path",
            run.checkpoint("best").toString(),
            "--output",
            output.toString());
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.err()).isEmpty();
    assertThat(program.outLines())
        .singleElement()
        .asString()
        .matches(
            "exported resnet20_1w1a of \\S+/best to \\S+/deep/model:"
                + " logits of 64 images differ by at most [0-9.e-]+");
    assertThat(files(output)).isEqualTo(files(run.savedModel()));
    assertThat(output.getParent()).isDirectoryNotContaining("glob:**/.*");
  }

  /** Content by file name. */
  private static Map<String, String> files(Path model) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(model)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        files.put(
            model.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return files;
  }

  @Test
  void savedModel_plainTensorFlow_answersForBytes(FinishedRun finished) {
    SplittableRandom random = new SplittableRandom(1);
    byte[] bytes = new byte[IMAGES * 32 * 32 * 3];
    random.nextBytes(bytes);
    try (SavedModelBundle bundle =
            SavedModelBundle.load(finished.run().savedModel().toString(), "serve");
        TUint8 images =
            TUint8.tensorOf(Shape.of(IMAGES, 32, 32, 3), DataBuffers.of(bytes, true, false));
        Result answers = bundle.function("serving_default").call(Map.of("images", images))) {
      float[] logits = floats(answers.get("logits").orElseThrow());
      float[] probabilities = floats(answers.get("probabilities").orElseThrow());
      TInt64 classes = (TInt64) answers.get("classes").orElseThrow();
      assertThat(classes.shape().asArray()).containsExactly(IMAGES);
      for (int image = 0; image < IMAGES; image++) {
        double sum = 0;
        int greatest = 0;
        for (int c = 0; c < CLASSES; c++) {
          sum += Math.exp(logits[image * CLASSES + c]);
          if (logits[image * CLASSES + c] > logits[image * CLASSES + greatest]) {
            greatest = c;
          }
        }
        double total = 0;
        for (int c = 0; c < CLASSES; c++) {
          int at = image * CLASSES + c;
          assertThat((double) probabilities[at])
              .isCloseTo(Math.exp(logits[at]) / sum, within(1e-6));
          total += probabilities[at];
        }
        assertThat(total).isCloseTo(1, within(1e-6));
        assertThat(classes.getLong(image)).isEqualTo(greatest);
      }
    }
  }

  private static float[] floats(Tensor tensor) {
    assertThat(tensor.shape().asArray()).containsExactly(IMAGES, CLASSES);
    float[] values = new float[IMAGES * CLASSES];
    ((TFloat32) tensor).copyTo(DataBuffers.of(FloatBuffer.wrap(values)));
    return values;
  }

  @Test
  void savedModel_signature_isTheOneThatServersCall(FinishedRun finished) throws IOException {
    SavedModel model = model(finished.run().savedModel());
    assertThat(model.getMetaGraphs(0).getMetaInfoDef().getTagsList()).containsExactly("serve");
    SignatureDef signature = model.getMetaGraphs(0).getSignatureDefOrThrow("serving_default");
    assertThat(model.getMetaGraphs(0).getSignatureDefMap())
        .as("converters take all signatures there are")
        .containsOnlyKeys("serving_default");
    assertThat(signature.getMethodName()).isEqualTo("tensorflow/serving/predict");
    assertThat(signature.getInputsMap()).containsOnlyKeys("images");
    assertThat(signature.getInputsOrThrow("images").getDtype()).isEqualTo(DataType.DT_UINT8);
    assertThat(
            signature.getInputsOrThrow("images").getTensorShape().getDimList().stream()
                .map(dimension -> dimension.getSize())
                .toList())
        .containsExactly(-1L, 32L, 32L, 3L);
    assertThat(signature.getOutputsMap()).containsOnlyKeys("logits", "probabilities", "classes");
  }

  @Test
  void savedModel_ops_areThoseOfAnyTensorFlow(FinishedRun finished) throws IOException {
    GraphDef graph = graph(finished.run().savedModel());
    assertThat(graph.getNodeList().stream().map(NodeDef::getOp).collect(Collectors.toSet()))
        .isSubsetOf(
            "Placeholder",
            "Const",
            "Identity",
            "Cast",
            "Sub",
            "Div",
            "RealDiv",
            "DivNoNan",
            "Mul",
            "Add",
            "AddV2",
            "Sign",
            "Conv2D",
            "EnsureShape",
            "FusedBatchNormV3",
            "Minimum",
            "Maximum",
            "AvgPool",
            "BroadcastTo",
            "Pad",
            "PadV2",
            "Mean",
            "MatMul",
            "Softmax",
            "ArgMax",
            "Reshape",
            "Slice",
            "BitwiseOr",
            "BitwiseAnd",
            "NotEqual",
            "SelectV2",
            // Of the check that the batch is not empty, which converters leave out.
            "Assert",
            "Size",
            "Greater");
  }

  /** Rounded otherwise, the first normalisation could change a sign, and with it every logit. */
  @Test
  void savedModel_graphRewriting_changesNoBitOfALogit(FinishedRun finished) {
    ConfigProto unchanged =
        ConfigProto.newBuilder()
            .setGraphOptions(
                GraphOptions.newBuilder()
                    .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
            .build();
    ConfigProto rewritten =
        ConfigProto.newBuilder()
            .setGraphOptions(
                GraphOptions.newBuilder()
                    .setRewriteOptions(RewriterConfig.newBuilder().setMinGraphNodes(-1)))
            .build();
    assertThat(logits(finished, rewritten)).containsExactly(logits(finished, unchanged));
  }

  private static float[] logits(FinishedRun finished, ConfigProto configuration) {
    byte[] pixels = new byte[16 * 32 * 32 * 3];
    new SplittableRandom(3).nextBytes(pixels);
    try (SavedModelBundle bundle =
            SavedModelBundle.loader(finished.run().savedModel().toString())
                .withTags("serve")
                .withConfigProto(configuration)
                .load();
        TUint8 images = TUint8.tensorOf(Shape.of(16, 32, 32, 3))) {
      images.asRawTensor().data().write(pixels, 0, pixels.length);
      try (Result result = bundle.function("serving_default").call(Map.of("images", images))) {
        TFloat32 logits = (TFloat32) result.get("logits").orElseThrow();
        float[] numbers = new float[(int) logits.size()];
        logits.copyTo(DataBuffers.of(FloatBuffer.wrap(numbers)));
        return numbers;
      }
    }
  }

  @Test
  void savedModel_emptyBatch_isRefusedInWords(FinishedRun finished) {
    for (String signature : List.of("serving_default", "serving_one_bit")) {
      try (SavedModelBundle bundle =
              SavedModelBundle.load(allSignatures(finished).toString(), "serve");
          TUint8 images = TUint8.tensorOf(Shape.of(0, 32, 32, 3))) {
        assertThatThrownBy(() -> bundle.function(signature).call(Map.of("images", images)))
            .isInstanceOf(TFInvalidArgumentException.class)
            .hasMessageContaining("the batch is empty, expected one image or more");
      }
    }
  }

  @Test
  void savedModel_oneBitSignature_takesTheWeightsAsTheyAreHeld(FinishedRun finished)
      throws IOException {
    SavedModel model = model(allSignatures(finished));
    SignatureDef portable = model.getMetaGraphs(0).getSignatureDefOrThrow("serving_default");
    SignatureDef counting = model.getMetaGraphs(0).getSignatureDefOrThrow("serving_one_bit");
    assertThat(counting.getInputsMap()).isEqualTo(portable.getInputsMap());
    assertThat(counting.getOutputsMap()).containsOnlyKeys("logits", "probabilities", "classes");
    List<String> names =
        model.getMetaGraphs(0).getGraphDef().getNodeList().stream().map(NodeDef::getName).toList();
    assertThat(names).filteredOn(name -> name.endsWith(".weight.sign_positive")).hasSize(18);
    assertThat(names).filteredOn(name -> name.endsWith(".sign_positive_one_bit")).hasSize(18);
    Path folder = finished.run().savedModel();
    byte[] bytes = new byte[IMAGES * 32 * 32 * 3];
    new SplittableRandom(1).nextBytes(bytes);
    try (TUint8 images =
            TUint8.tensorOf(Shape.of(IMAGES, 32, 32, 3), DataBuffers.of(bytes, true, false));
        SavedModelClassifier first =
            new SavedModelClassifier(folder, Device.cpu(), "serving_default");
        SavedModelClassifier second =
            new SavedModelClassifier(folder, Device.cpu(), "serving_one_bit");
        TFloat32 expected = first.logits(images);
        TFloat32 found = second.logits(images)) {
      assertThat(second.signatures()).containsExactly("serving_one_bit");
      assertThat(NativeTensors.values(found)).isEqualTo(NativeTensors.values(expected));
    }
  }

  @Test
  void savedModel_onTheCpu_choosesAmongItsSignatures(FinishedRun finished) throws IOException {
    try (SavedModelClassifier classifier =
        new SavedModelClassifier(finished.run().savedModel(), Device.cpu())) {
      assertThat(classifier.signatures()).containsExactly("serving_default", "serving_one_bit");
    }
  }

  @Test
  void savedModel_binaryWeights_areOneBitEachAndOnce(FinishedRun finished) throws IOException {
    Path file = finished.run().savedModel().resolve("saved_model.pb");
    assertThat(Files.size(file)).isLessThan(120_000);
    long bits = 0;
    for (NodeDef node : graph(finished.run().savedModel()).getNodeList()) {
      if (node.getName().endsWith(".weight.sign_positive")) {
        TensorProto words = node.getAttrOrThrow("value").getTensor();
        assertThat(words.getDtype()).isEqualTo(DataType.DT_INT32);
        bits += 8L * words.getTensorContent().size();
      }
    }
    // `recu summary` counts 267,264 of them; those of 16 and 32 channels do not fill the last word.
    assertThat(bits).isEqualTo(280_576);
  }

  private static Path allSignatures(FinishedRun finished) {
    return finished.run().savedModel().resolve("all_signatures");
  }

  private static GraphDef graph(Path model) throws IOException {
    return model(model).getMetaGraphs(0).getGraphDef();
  }

  private static SavedModel model(Path model) throws IOException {
    return SavedModel.parseFrom(Files.readAllBytes(model.resolve("saved_model.pb")));
  }
}
