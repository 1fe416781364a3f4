package org.recu.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.golden.GoldenNetwork;
import org.recu.model.Models;
import org.recu.model.Network;
import org.recu.nn.Parameter;
import org.recu.pytorch.TorchTensor;

/** Compares names, shapes and order of every network's state dict with the published program's. */
final class PublishedStateDictTest {

  static Stream<GoldenNetwork> networks() {
    return GoldenNetwork.all().stream();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void entries_ofEveryNetwork_areThePublishedOnesInTheirOrder(GoldenNetwork golden) {
    Network network = Models.create(golden.name(), golden.classes(), golden.inputShape().get(2));
    Map<String, TorchTensor> own = new LinkedHashMap<>();
    for (Parameter parameter : network.architecture().parameters()) {
      float[] values = new float[(int) parameter.shape().size()];
      own.put(parameter.name(), TorchTensor.of(values, TorchLayout.shape(parameter)));
    }
    Map<String, TorchTensor> published = PublishedStateDict.of(own, 0.9, 17);
    assertThat(published.entrySet())
        .extracting(entry -> entry.getKey() + " " + entry.getValue().shape())
        .containsExactlyElementsOf(
            golden.stateDict().stream().map(entry -> entry.name() + " " + entry.shape()).toList());
    published.forEach(
        (name, tensor) -> {
          if (name.endsWith(".tau")) {
            assertThat(tensor.floats()).containsExactly(0.9f);
          } else if (name.endsWith("num_batches_tracked")) {
            assertThat(tensor.number()).isEqualTo(17L);
          }
        });
  }
}
