package org.recu.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recu.nn.Initial;
import org.recu.nn.Parameter;
import org.recu.nn.ParameterKind;
import org.recu.nn.TensorShape;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

final class LiveParametersTest {

  private static final int SIZE = 20_000;

  @Test
  void value_declaredParameter_isItsVariable() {
    try (TestGraph graph = new TestGraph()) {
      Parameter parameter = parameter("a", Initial.constant(2));
      LiveParameters parameters = new LiveParameters(graph.tf(), List.of(parameter), 1);
      assertThat(parameters.value(parameter)).isSameAs(parameters.variables().get(0).value());
      assertThatThrownBy(() -> parameters.value(parameter("b", Initial.constant(2))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no variable is named b");
    }
  }

  @Test
  void value_anotherShape_isRefusedWithBoth() {
    try (TestGraph graph = new TestGraph()) {
      LiveParameters parameters =
          new LiveParameters(graph.tf(), List.of(parameter("a", Initial.constant(2))), 1);
      Parameter other =
          new Parameter("a", ParameterKind.VECTOR, TensorShape.of(3), Initial.constant(2));
      assertThatThrownBy(() -> parameters.value(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("variable a has shape [20000], but [3] was asked for");
    }
  }

  @Test
  void assign_anotherShape_isRefusedWithBoth() {
    try (TestGraph graph = new TestGraph()) {
      Parameter two =
          new Parameter("a", ParameterKind.VECTOR, TensorShape.of(2), Initial.constant(2));
      LiveParameters parameters = new LiveParameters(graph.tf(), List.of(two), 1);
      Variable variable = parameters.variables().get(0);
      graph.assign(variable, 4, 5);
      assertThat(graph.value(variable.value())).containsExactly(4, 5);
      try (TFloat32 three = TFloat32.vectorOf(1, 2, 3);
          Session session = new Session(graph.graph())) {
        assertThatThrownBy(() -> variable.assign(session, three))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("variable a has shape [2], but the values have [3]");
      }
    }
  }

  @Test
  void initialize_oneSeed_givesTheSameNumbersAndEachVariableItsOwn() {
    List<double[]> first = start(3);
    List<double[]> again = start(3);
    List<double[]> other = start(4);
    assertThat(again.get(0)).containsExactly(first.get(0));
    assertThat(again.get(1)).containsExactly(first.get(1));
    assertThat(first.get(1)).isNotEqualTo(first.get(0));
    assertThat(other.get(0)).isNotEqualTo(first.get(0));
  }

  @Test
  void initialize_distributions_haveTheirMoments() {
    List<double[]> start = start(3);
    // Five standard errors of the mean of so many numbers.
    double normal = 5 * 0.3 / Math.sqrt(SIZE);
    assertThat(mean(start.get(0))).isCloseTo(0, within(normal));
    assertThat(deviation(start.get(0))).isCloseTo(0.3, within(normal));
    double uniform = 5 * 3 / Math.sqrt(12) / Math.sqrt(SIZE);
    assertThat(mean(start.get(2))).isCloseTo(0.5, within(uniform));
    assertThat(deviation(start.get(2))).isCloseTo(3 / Math.sqrt(12), within(uniform));
    assertThat(Arrays.stream(start.get(2)).min().orElseThrow()).isBetween(-1.0, -0.99);
    assertThat(Arrays.stream(start.get(2)).max().orElseThrow()).isBetween(1.99, Math.nextDown(2.0));
    assertThat(start.get(3)).containsOnly(0.25);
  }

  private static List<double[]> start(long seed) {
    try (TestGraph graph = new TestGraph()) {
      LiveParameters parameters =
          new LiveParameters(
              graph.tf(),
              List.of(
                  parameter("normal", Initial.normal(0.3)),
                  parameter("another normal", Initial.normal(0.3)),
                  parameter("uniform", Initial.uniform(-1, 2)),
                  parameter("constant", Initial.constant(0.25))),
              seed);
      graph.run(parameters.variables().stream().map(Variable::initialize).toList());
      return graph.values(parameters.variables().stream().map(Variable::value).toList());
    }
  }

  private static Parameter parameter(String name, Initial initial) {
    return new Parameter(
        name.replace(' ', '_'), ParameterKind.VECTOR, TensorShape.of(SIZE), initial);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(
        Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
  }
}
