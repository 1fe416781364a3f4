package org.recu.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.binarize.Recu;
import org.recu.data.DatasetInfo;
import org.recu.eval.Classifier;
import org.recu.golden.GoldenFile;
import org.recu.golden.GoldenTeacher;
import org.recu.golden.GoldenTensor;
import org.recu.golden.NativeTensors;
import org.recu.graph.Device;
import org.recu.graph.LiveParameters;
import org.recu.graph.Numbers;
import org.recu.graph.Variable;
import org.recu.image.Normalization;
import org.recu.lowering.Tower;
import org.recu.model.Models;
import org.recu.nn.Architecture;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Compares torchvision's networks with torchvision itself. */
final class TorchvisionTest {

  /** Relative to the greatest logit. */
  private static final double TOLERANCE = 1e-3;

  static List<GoldenTeacher> networks() {
    return GoldenTeacher.all();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void logits_goldenWeights_areTorchvisions(GoldenTeacher golden) {
    try (Graph graph = new Graph();
        Session session = new Session(graph, Device.cpu().configuration());
        TFloat32 images = NativeTensors.of(golden.images().nchwToNhwc())) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> input =
          tf.placeholder(TFloat32.class, Placeholder.shape(images.shape()));
      Architecture architecture =
          Models.create(golden.model(), golden.classes(), golden.inputShape().get(2))
              .architecture();
      LiveParameters parameters = new LiveParameters(tf, architecture.parameters(), 1);
      Operand<TFloat32> logits =
          Tower.evaluation(tf, parameters, new Recu()).logits(architecture, input);
      Map<String, GoldenTensor> weights = golden.weights();
      List<String> names = new ArrayList<>();
      for (Variable variable : parameters.variables()) {
        names.add(variable.parameter().name());
        try (TFloat32 values =
            NativeTensors.parameter(
                weights.get(variable.parameter().name()), variable.parameter().kind())) {
          variable.assign(session, values);
        }
      }
      assertThat(names).containsExactlyInAnyOrderElementsOf(weights.keySet());
      try (TFloat32 found =
          (TFloat32) session.runner().feed(input, images).fetch(logits).run().get(0)) {
        assertLogits(found, golden.logits());
      }
    }
  }

  /** Run by hand on the files that {@code tools/torchvision_teachers.py FOLDER} writes. */
  @Test
  @EnabledIfEnvironmentVariable(named = "RECU_TORCHVISION", matches = ".+")
  void logits_torchvisionsFile_areTorchvisions() throws IOException {
    Path folder = Path.of(System.getenv("RECU_TORCHVISION"));
    List<Double> expected =
        new ObjectMapper()
            .readValue(folder.resolve("logits.json").toFile(), new TypeReference<>() {});
    byte[] pictures = Files.readAllBytes(folder.resolve("images.bin"));
    TeacherOptions options =
        new TeacherOptions(
            "resnet34", Optional.of(folder.resolve("resnet34.pth")), Optional.empty(), false);
    try (Classifier teacher = Teacher.classifier(options, info(20, 224), Device.cpu());
        TUint8 images =
            TUint8.tensorOf(Shape.of(2, 224, 224, 3), DataBuffers.of(pictures, true, false));
        TFloat32 found = teacher.logits(images)) {
      assertLogits(found, expected);
    }
  }

  @Test
  void open_weightsOfAnotherNetwork_areRefusedByName(@TempDir Path place) throws IOException {
    Path file = place.resolve("other.pth");
    Files.write(file, GoldenFile.bytes("pytorch/resnet20_zip.pth.tar"));
    assertThatThrownBy(() -> open(file, info(10, 224)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not fit resnet34 with 10 classes")
        .hasMessageContaining("missing: ");
    assertThatThrownBy(() -> open(file, info(10, 32)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file
                + ": model resnet34 does not take images of 32 pixels: expected from 64 to 4096"
                + " pixels");
  }

  private static void open(Path weights, DatasetInfo info) throws IOException {
    Teacher.open(
            new TeacherOptions("resnet34", Optional.of(weights), Optional.empty(), false),
            info,
            Optional.empty(),
            Device.cpu())
        .close();
  }

  /** A data set with its own normalisation, which torchvision's weights do not use. */
  private static DatasetInfo info(int classes, int size) {
    Normalization own = new Normalization(Collections.nCopies(3, 0.1), Collections.nCopies(3, 0.9));
    return new DatasetInfo("set", Collections.nCopies(classes, "class"), size, own);
  }

  private static void assertLogits(TFloat32 found, List<Double> expected) {
    float[] values = NativeTensors.values(found);
    double[] logits = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      logits[i] = values[i];
    }
    Numbers.assertClose(
        "logits", logits, expected.stream().mapToDouble(Double::doubleValue).toArray(), TOLERANCE);
  }
}
