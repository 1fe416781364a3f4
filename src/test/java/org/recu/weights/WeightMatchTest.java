package org.recu.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.golden.NativeTensors;
import org.recu.graph.LiveParameters;
import org.recu.nn.Initial;
import org.recu.nn.Parameter;
import org.recu.nn.ParameterKind;
import org.recu.nn.TensorShape;
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.TorchResource;
import org.recu.pytorch.TorchTensor;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class WeightMatchTest {

  private static final Parameter WEIGHT =
      new Parameter(
          "fc.weight", ParameterKind.LINEAR_WEIGHT, TensorShape.of(3, 2), Initial.constant(9));
  private static final Parameter BIAS =
      new Parameter("fc.bias", ParameterKind.VECTOR, TensorShape.of(2), Initial.constant(9));
  private static final Parameter ALPHA =
      new Parameter("conv.alpha", ParameterKind.ALPHA, TensorShape.of(2), Initial.constant(9));

  private final Map<String, TorchTensor> stateDict = new LinkedHashMap<>();

  @TempDir private Path folder;

  WeightMatchTest() {
    stateDict.put("fc.weight", TorchTensor.of(new float[] {1, 2, 3, 4, 5, 6}, List.of(2L, 3L)));
    stateDict.put("fc.bias", TorchTensor.of(new float[] {7, 8}, List.of(2L)));
    stateDict.put("conv.tau", TorchTensor.of(new float[] {1}, List.of()));
    stateDict.put("bn.num_batches_tracked", TorchTensor.of(17));
  }

  @Test
  void whole_bookkeepingIsNeitherMissedNorLeftOver() {
    WeightMatch match = WeightMatch.of(List.of(WEIGHT, BIAS), stateDict);
    assertThat(match.whole()).isTrue();
    assertThat(match.difference()).isEmpty();
    assertThat(match.fitting()).isEqualTo(2);
  }

  @Test
  void difference_namesEverythingAtOnce() {
    stateDict.put("fc.bias", TorchTensor.of(new float[] {7, 8, 9}, List.of(3L)));
    stateDict.put("extra", TorchTensor.of(new float[] {0}, List.of(1L)));
    WeightMatch match = WeightMatch.of(List.of(WEIGHT, BIAS, ALPHA), stateDict);
    assertThat(match.whole()).isFalse();
    assertThat(match.difference())
        .isEqualTo(
            "missing: conv.alpha; left over: extra;"
                + " of another shape: fc.bias is (3), expected (2)");
    assertThat(match.fitting()).isEqualTo(1);
    assertThat(match.parameters()).isEqualTo(3);
    assertThat(match.differences()).isEqualTo(3);
  }

  @Test
  void difference_tensorWithoutRealNumbers_isNamedWithTheReason() throws IOException {
    Path file = TorchResource.copied("more_zip.pth", folder);
    Parameter complex =
        new Parameter("complex", ParameterKind.VECTOR, TensorShape.of(2), Initial.constant(9));
    WeightMatch match = WeightMatch.of(List.of(complex), PyTorchFile.read(file).stateDict());
    assertThat(match.whole()).isFalse();
    assertThat(match.fitting()).isZero();
    assertThat(match.difference()).endsWith("; without real numbers: complex (complex64)");
  }

  @Test
  void difference_hundredsOfNames_saysHowManyMore() {
    for (int i = 0; i < 100; i++) {
      stateDict.put("extra" + i, TorchTensor.of(new float[] {0}, List.of(1L)));
    }
    assertThat(WeightMatch.of(List.of(WEIGHT, BIAS), stateDict).difference())
        .startsWith("left over: extra0, extra1, ")
        .endsWith("extra19 and 80 more");
  }

  @Test
  void assign_whatFits_leavesTheRestAsItStarted() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      LiveParameters parameters = new LiveParameters(tf, List.of(WEIGHT, BIAS, ALPHA), 0);
      parameters
          .variables()
          .forEach(variable -> session.runner().addTarget(variable.initialize()).run().close());
      WeightMatch.of(List.of(WEIGHT, BIAS, ALPHA), stateDict)
          .assign(session, parameters.variables());
      assertThat(values(session, parameters, 0)).containsExactly(1, 4, 2, 5, 3, 6);
      assertThat(values(session, parameters, 1)).containsExactly(7, 8);
      assertThat(values(session, parameters, 2)).containsExactly(9, 9);
    }
  }

  private static float[] values(Session session, LiveParameters parameters, int variable) {
    try (TFloat32 value =
        (TFloat32)
            session.runner().fetch(parameters.variables().get(variable).value()).run().get(0)) {
      return NativeTensors.values(value);
    }
  }
}
