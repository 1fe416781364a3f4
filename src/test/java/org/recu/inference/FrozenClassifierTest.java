package org.recu.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.eval.Classifier;
import org.recu.golden.NativeTensors;
import org.recu.graph.Device;
import org.recu.lowering.Int8Probe;
import org.recu.packing.PackedNetworks;
import org.recu.weights.TrainedNetwork;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Networks in the two forms of an evaluation. */
final class FrozenClassifierTest {

  @ParameterizedTest
  @CsvSource({
    "resnet20_1w1a, 32",
    "resnet18_1w1a, 32",
    "vgg_small_1w1a, 32",
    "react_resnet18_1w1a, 32",
    "resnet18_1w1a, 64",
    "react_resnet18_1w1a, 64"
  })
  void fastest_binaryNetwork_answersAsTheLiveOneToTheBit(String model, int size)
      throws IOException {
    assumeThat(Int8Probe.isExact(Device.cpu())).as("convolutions of bytes run here").isTrue();
    TrainedNetwork trained = PackedNetworks.random(model, size);
    try (Classifier live = NetworkClassifier.of(trained, Device.cpu());
        Classifier fastest = FrozenClassifier.fastest(trained, Device.cpu())) {
      assertThat(fastest).isInstanceOf(FrozenClassifier.class);
      for (int batch : new int[] {5, 1}) {
        try (TUint8 images = images(batch, size);
            TFloat32 expected = live.logits(images);
            TFloat32 found = fastest.logits(images)) {
          assertThat(NativeTensors.values(found)).isEqualTo(NativeTensors.values(expected));
        }
      }
    }
  }

  @Test
  void fastest_networkWithoutBinaryLayers_isTheLiveOne() throws IOException {
    try (Classifier fastest =
        FrozenClassifier.fastest(PackedNetworks.random("resnet20_fp32", 32), Device.cpu())) {
      assertThat(fastest).isInstanceOf(NetworkClassifier.class);
    }
  }

  private static TUint8 images(int batch, int size) {
    byte[] pixels = new byte[batch * size * size * 3];
    new SplittableRandom(batch).nextBytes(pixels);
    return TUint8.tensorOf(Shape.of(batch, size, size, 3), DataBuffers.of(pixels, true, false));
  }
}
