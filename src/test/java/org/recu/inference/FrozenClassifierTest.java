package org.recu.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.eval.Classifier;
import org.recu.golden.NativeTensors;
import org.recu.graph.Device;
import org.recu.graph.Numbers;
import org.recu.inference.FrozenClassifier.Way;
import org.recu.packing.PackedNetworks;
import org.recu.weights.TrainedNetwork;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Networks in the forms of an evaluation. */
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
  void of_eachWay_answersAsTheLiveOneToTheBit(String model, int size) throws IOException {
    TrainedNetwork trained = PackedNetworks.random(model, size);
    try (NetworkClassifier live = NetworkClassifier.of(trained, Device.cpu());
        Classifier real = FrozenClassifier.of(trained, live, Device.cpu(), List.of(Way.FLOAT32));
        Classifier bits = FrozenClassifier.of(trained, live, Device.cpu(), List.of(Way.ONE_BIT))) {
      for (int batch : new int[] {5, 1}) {
        try (TUint8 images = images(batch, size);
            TFloat32 expected = live.logits(images);
            TFloat32 inFloat32 = real.logits(images);
            TFloat32 byBits = bits.logits(images)) {
          Numbers.assertSameLogits(NativeTensors.values(inFloat32), NativeTensors.values(expected));
          Numbers.assertSameLogits(NativeTensors.values(byBits), NativeTensors.values(expected));
        }
      }
    }
  }

  @Test
  void fastest_binaryNetwork_isOverConstantsAndClassifiesInShares() throws IOException {
    TrainedNetwork trained = PackedNetworks.random("resnet20_1w1a", 32);
    try (NetworkClassifier live = NetworkClassifier.of(trained, Device.cpu());
        Classifier fastest = FrozenClassifier.fastest(trained, Device.cpu());
        TUint8 images = images(70, 32);
        TFloat32 expected = live.logits(images);
        TFloat32 found = fastest.logits(images)) {
      assertThat(fastest).isInstanceOf(FrozenClassifier.class);
      Numbers.assertSameLogits(NativeTensors.values(found), NativeTensors.values(expected));
    }
  }

  @Test
  void fastest_networkWithoutBinaryLayers_isTheLiveOne() throws IOException {
    try (Classifier fastest =
        FrozenClassifier.fastest(PackedNetworks.random("resnet20_fp32", 32), Device.cpu())) {
      assertThat(fastest).isInstanceOf(NetworkClassifier.class);
    }
  }

  @Test
  void fastest_networkWithoutBinaryLayers_answersEachShareAsByItself() throws IOException {
    try (Classifier live =
            FrozenClassifier.fastest(PackedNetworks.random("resnet20_fp32", 32), Device.cpu());
        TUint8 images = images(70, 32);
        TFloat32 together = live.logits(images);
        BatchShares shares = new BatchShares();
        TFloat32 apart = shares.logits(images, live::logits)) {
      Numbers.assertSameLogits(NativeTensors.values(together), NativeTensors.values(apart));
    }
  }

  /**
   * One for a layer of one loop, and otherwise one and as many as a pixel has words; one for a
   * pooled layer, one for the pixels, and one for a hard tanh after the first layer. More would
   * give the same logits, and take longer.
   */
  @ParameterizedTest
  @CsvSource({
    "resnet20_1w1a, 20",
    "resnet18_1w1a, 57",
    "vgg_small_1w1a, 26",
    "react_resnet18_1w1a, 57"
  })
  void trace_countingBits_hasNoMoreCallsThanLoopsAndPasses(String model, int calls)
      throws IOException {
    TrainedNetwork trained = PackedNetworks.random(model, 32);
    try (NetworkClassifier live = NetworkClassifier.of(trained, Device.cpu());
        TracedClassifier bits =
            FrozenClassifier.of(trained, live, Device.cpu(), List.of(Way.ONE_BIT));
        TUint8 images = images(1, 32)) {
      assertThat(
              bits.trace(images).getDevStatsList().stream()
                  .flatMap(device -> device.getNodeStatsList().stream())
                  .filter(node -> node.getTimelineLabel().contains("= PartitionedCall("))
                  .map(NodeExecStats::getNodeName)
                  .distinct())
          .hasSize(calls);
    }
  }

  private static TUint8 images(int batch, int size) {
    byte[] pixels = new byte[batch * size * size * 3];
    new SplittableRandom(batch).nextBytes(pixels);
    return TUint8.tensorOf(Shape.of(batch, size, size, 3), DataBuffers.of(pixels, true, false));
  }
}
