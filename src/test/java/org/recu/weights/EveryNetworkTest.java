package org.recu.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.binarize.Recu;
import org.recu.data.DatasetInfo;
import org.recu.golden.GoldenNetwork;
import org.recu.golden.GoldenTensor;
import org.recu.golden.NativeTensors;
import org.recu.graph.Device;
import org.recu.graph.LiveParameters;
import org.recu.image.Normalization;
import org.recu.lowering.Tower;
import org.recu.nn.Architecture;
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.PyTorchWriter;
import org.recu.pytorch.TorchTensor;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A file with the golden weights of each network is recognised as that network, and gives its
 * logits.
 */
final class EveryNetworkTest {

  @TempDir private Path folder;

  static Stream<GoldenNetwork> networks() {
    return GoldenNetwork.all().stream();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void of_fileOfTheNetwork_findsItAndGivesTheGoldenLogits(GoldenNetwork golden) throws IOException {
    PyTorchFile file = PyTorchFile.read(write(golden));
    TrainedNetwork trained = TrainedNetwork.of(file, Optional.empty(), info(golden));
    assertThat(trained.network().name()).isEqualTo(golden.name());
    assertThat(trained.network().classes()).isEqualTo(golden.classes());
    float[] expected = golden.evalLogits().values();
    float[] found = logits(trained, golden);
    assertThat(found).hasSize(expected.length);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i])
          .isCloseTo(expected[i], within(1e-3f * Math.max(1, Math.abs(expected[i]))));
    }
  }

  /** Writes a file as the published program does, including its bookkeeping tensors. */
  private Path write(GoldenNetwork golden) throws IOException {
    Map<String, GoldenTensor> weights = golden.weights();
    Map<String, TorchTensor> stateDict = new LinkedHashMap<>();
    for (GoldenNetwork.Entry entry : golden.stateDict()) {
      GoldenTensor weight = weights.get(entry.name());
      List<Long> shape = entry.shape().stream().map(Integer::longValue).toList();
      float[] one = new float[] {0.9f};
      stateDict.put(entry.name(), TorchTensor.of(weight == null ? one : weight.values(), shape));
    }
    Path file = folder.resolve("golden.pth.tar");
    try (OutputStream out = Files.newOutputStream(file)) {
      PyTorchWriter.write(out, Map.of("model", golden.name(), "state_dict", stateDict));
    }
    return file;
  }

  private static DatasetInfo info(GoldenNetwork golden) {
    List<Double> any = List.of(0.5, 0.5, 0.5);
    return new DatasetInfo(
        "golden",
        IntStream.range(0, golden.classes()).mapToObj(Integer::toString).toList(),
        golden.imageSize(),
        new Normalization(any, any));
  }

  private static float[] logits(TrainedNetwork trained, GoldenNetwork golden) throws IOException {
    try (Graph graph = new Graph();
        Session session = new Session(graph, Device.cpu().configuration());
        TFloat32 images = NativeTensors.of(golden.images().nchwToNhwc())) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> input =
          tf.placeholder(TFloat32.class, Placeholder.shape(images.shape()));
      Architecture architecture = trained.network().architecture();
      LiveParameters parameters = new LiveParameters(tf, architecture.parameters(), 0);
      Operand<TFloat32> logits =
          Tower.evaluation(tf, parameters, new Recu()).logits(architecture, input);
      trained.weights().restore(tf, session, parameters.variables());
      try (TFloat32 output =
          (TFloat32) session.runner().feed(input, images).fetch(logits).run().get(0)) {
        return NativeTensors.values(output);
      }
    }
  }
}
