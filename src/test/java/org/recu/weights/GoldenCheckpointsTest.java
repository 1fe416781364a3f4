package org.recu.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.binarize.Recu;
import org.recu.data.DataSource;
import org.recu.data.DatasetInfo;
import org.recu.data.catalog.Datasets;
import org.recu.golden.GoldenNetwork;
import org.recu.golden.NativeTensors;
import org.recu.graph.Device;
import org.recu.graph.LiveParameters;
import org.recu.lowering.Tower;
import org.recu.nn.Architecture;
import org.recu.pytorch.PyTorchException;
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.TorchResource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Loads checkpoints written by PyTorch into this program's networks. */
final class GoldenCheckpointsTest {

  private static final String MODEL = "resnet20_1w1a";

  @TempDir private Path folder;

  private static DatasetInfo info(String dataset) throws IOException {
    return Datasets.info(DataSource.of(dataset, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet20_zip.pth.tar",
        "resnet20_legacy.pth.tar",
        "resnet20_bare_dataparallel.pth"
      })
  void restore_goldenCheckpoint_givesTheGoldenLogits(String name) throws IOException {
    PyTorchFile file = PyTorchFile.read(TorchResource.golden(name, folder));
    TrainedNetwork trained = TrainedNetwork.of(file, Optional.empty(), info("cifar10"));
    assertThat(trained.network().name()).isEqualTo(MODEL);
    assertThat(trained.network().classes()).isEqualTo(10);
    assertThat(trained.description().dataset()).isEqualTo("cifar10");

    GoldenNetwork golden = GoldenNetwork.of("cifar", MODEL);
    float[] expected = golden.evalLogits().values();
    float[] found = logits(trained, golden);
    assertThat(found).hasSize(expected.length);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i])
          .isCloseTo(expected[i], within(1e-3f * Math.max(1, Math.abs(expected[i]))));
    }
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

  @Test
  void of_fileThatDoesNotFit_saysAllThatIsWrongByName() throws IOException {
    Path path = TorchResource.golden("resnet20_mismatched.pth.tar", folder);
    PyTorchFile file = PyTorchFile.read(path);
    assertThatThrownBy(() -> TrainedNetwork.of(file, Optional.of(MODEL), info("cifar10")))
        .isInstanceOf(PyTorchException.class)
        .hasMessage(
            path
                + ": does not fit resnet20_1w1a with 10 classes: missing: layer2.0.conv1.alpha;"
                + " left over: layer3.9.conv1.weight;"
                + " of another shape: linear.weight is (100, 64), expected (10, 64)");
    assertThatThrownBy(() -> TrainedNetwork.of(file, Optional.empty(), info("cifar10")))
        .isInstanceOf(PyTorchException.class)
        .hasMessageStartingWith(path + ": fits no network for images of this size")
        .hasMessageContaining("the nearest is resnet20_1w1a with")
        .hasMessageContaining("missing: layer2.0.conv1.alpha; left over: layer3.9.conv1.weight");
  }

  @Test
  void of_anotherNetworkOrClassCount_isRefused() throws IOException {
    PyTorchFile file =
        PyTorchFile.read(TorchResource.golden("resnet20_bare_dataparallel.pth", folder));
    assertThatThrownBy(
            () -> TrainedNetwork.of(file, Optional.of("vgg_small_1w1a"), info("cifar10")))
        .isInstanceOf(PyTorchException.class)
        .hasMessageContaining("does not fit vgg_small_1w1a with 10 classes: missing: conv0.weight")
        .hasMessageContaining("left over: layer1.0.conv1.weight")
        .hasMessageContaining("conv1.weight is (16, 3, 3, 3), expected (128, 128, 3, 3)")
        .hasMessageContaining(" more");
    assertThatThrownBy(() -> TrainedNetwork.of(file, Optional.empty(), info("cifar100")))
        .isInstanceOf(PyTorchException.class)
        .hasMessage(file.path() + ": is a model with 10 classes, but dataset cifar100 has 100");
  }
}
