package org.recu.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.checkpoint.ModelDescription;
import org.recu.golden.NativeTensors;
import org.recu.graph.Device;
import org.recu.graph.Variable;
import org.recu.image.Normalization;
import org.recu.inference.NetworkClassifier;
import org.recu.model.Models;
import org.recu.model.Network;
import org.recu.nn.TensorShape;
import org.recu.weights.TrainedNetwork;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Runs exported ONNX files by onnxruntime. */
final class OnnxExporterTest {

  private static final Normalization NORMALIZATION =
      new Normalization(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  @TempDir private Path place;

  private static final int IMAGES = 3;
  private static final int CLASSES = 10;

  /** Every kind of layer, and every way in which a network can be binary. */
  @ParameterizedTest
  @CsvSource({
    "resnet20_1w1a, 32",
    "vgg_small_1w1a, 32",
    "resnet18_1w1a, 64",
    "react_resnet18_1w1a, 64",
    "react_resnet18_32w1a, 64",
    "resnet20_fp32, 32",
    "resnet50, 64"
  })
  void export_anyNetwork_hasItsLogits(String name, int size) throws IOException, OrtException {
    TrainedNetwork trained = trained(name, size);
    Path file = place.resolve("deep/model.onnx");
    OnnxExporter.export(trained, OptionalDouble.of(62.5), Device.cpu(), file);
    byte[] pixels = new byte[IMAGES * size * size * 3];
    new SplittableRandom(1).nextBytes(pixels);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file.toString());
        NetworkClassifier original = NetworkClassifier.of(trained, Device.cpu());
        TUint8 images =
            TUint8.tensorOf(Shape.of(IMAGES, size, size, 3), DataBuffers.of(pixels, true, false));
        TFloat32 logits = original.logits(images)) {
      float[] expected = NativeTensors.values(logits);
      assertClose(logits(environment, session, pixels, IMAGES, size), expected);
      byte[] first = Arrays.copyOf(pixels, pixels.length / IMAGES);
      assertClose(logits(environment, session, first, 1, size), Arrays.copyOf(expected, CLASSES));
      assertThat(session.getMetadata().getCustomMetadata())
          .containsEntry("model", name)
          .containsEntry("dataset", "shapes")
          .containsEntry(
              "class_names", "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\"]")
          .containsEntry("mean", "[0.485,0.456,0.406]")
          .containsEntry("standard_deviation", "[0.229,0.224,0.225]")
          .containsEntry("image_size", "" + size)
          .containsEntry("top1", "62.5");
    }
  }

  private static float[] logits(
      OrtEnvironment environment, OrtSession session, byte[] pixels, int batch, int size)
      throws OrtException {
    try (OnnxTensor images =
            OnnxTensor.createTensor(
                environment,
                ByteBuffer.wrap(pixels),
                new long[] {batch, size, size, 3},
                OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of("images", images))) {
      FloatBuffer logits = ((OnnxTensor) result.get("logits").orElseThrow()).getFloatBuffer();
      float[] values = new float[logits.remaining()];
      logits.get(values);
      long[] classes = (long[]) result.get("classes").orElseThrow().getValue();
      assertThat(classes).hasSize(batch);
      for (int image = 0; image < batch; image++) {
        float highest = values[image * CLASSES + (int) classes[image]];
        for (int c = 0; c < CLASSES; c++) {
          assertThat(values[image * CLASSES + c]).isLessThanOrEqualTo(highest);
        }
      }
      return values;
    }
  }

  private static void assertClose(float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i])
          .isCloseTo(expected[i], within(1e-4f * Math.max(1, Math.abs(expected[i]))));
    }
  }

  @Test
  void export_fileThatExists_isRefused() throws IOException {
    Path file = Files.writeString(place.resolve("model.onnx"), "mine");
    assertThatThrownBy(
            () ->
                OnnxExporter.export(
                    trained("resnet20_1w1a", 32), OptionalDouble.empty(), Device.cpu(), file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("mine");
  }

  /** Runtimes must not find what they could multiply into a binary weight: see OnnxEvaluation. */
  @Test
  void export_binaryConvolutions_haveSignsAndKeepTheirSums() throws IOException {
    Path file = place.resolve("model.onnx");
    OnnxExporter.export(trained("resnet20_1w1a", 32), OptionalDouble.empty(), Device.cpu(), file);
    GraphProto graph;
    try (InputStream in = Files.newInputStream(file)) {
      graph = ModelProto.parseFrom(in).getGraph();
    }
    int convolutions = 0;
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("Conv") && node.getInput(1).endsWith(".sign")) {
        convolutions++;
        assertThat(
                graph.getNodeList().stream()
                    .filter(user -> user.getInputList().contains(node.getOutput(0)))
                    .map(NodeProto::getOpType))
            .containsExactly("Clip");
      }
    }
    assertThat(convolutions).isEqualTo(18);
  }

  private static TrainedNetwork trained(String name, int size) {
    Network network = Models.create(name, CLASSES, size);
    List<String> classes = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    return new TrainedNetwork(
        Path.of("trained"),
        network,
        new ModelDescription(name, "shapes", CLASSES, classes, size, NORMALIZATION),
        (tf, session, variables) -> fill(session, variables));
  }

  private static void fill(Session session, List<Variable> variables) {
    Random random = new Random(1);
    for (Variable variable : variables) {
      TensorShape shape = variable.parameter().shape();
      float[] values = new float[(int) shape.size()];
      double deviation = Math.sqrt(2.0 * shape.last() / values.length);
      for (int i = 0; i < values.length; i++) {
        values[i] =
            switch (variable.parameter().kind()) {
              case CONVOLUTION_WEIGHT, LINEAR_WEIGHT -> (float) (deviation * random.nextGaussian());
              case ALPHA, SHIFT -> (float) (0.1 * random.nextGaussian());
              case VECTOR, RUNNING_STATISTIC -> 0.5f + random.nextFloat();
            };
      }
      try (TFloat32 tensor =
          TFloat32.tensorOf(Shape.of(shape.asArray()), DataBuffers.of(values, false, false))) {
        Session.Runner runner = session.runner();
        variable.assign(runner, tensor);
        runner.run().close();
      }
    }
  }
}
