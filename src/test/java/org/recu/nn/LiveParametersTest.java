package org.recu.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recu.graph.TestGraph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class LiveParametersTest {

  private static final int SIZE = 20_000;

  @Test
  void value_sameNameTwice_isOneVariable() {
    try (TestGraph graph = new TestGraph()) {
      LiveParameters parameters = new LiveParameters(graph.tf(), 1);
      Parameter parameter = parameter("a", Initial.constant(2));
      assertThat(parameters.value(graph.tf(), parameter))
          .isSameAs(parameters.value(graph.tf(), parameter));
      assertThat(parameters.variables()).hasSize(1);
    }
  }

  @Test
  void value_anotherShape_isRefusedWithBoth() {
    try (TestGraph graph = new TestGraph()) {
      LiveParameters parameters = new LiveParameters(graph.tf(), 1);
      parameters.value(graph.tf(), parameter("a", Initial.constant(2)));
      Parameter other = new Parameter("a", ParameterKind.VECTOR, Shape.of(3), Initial.constant(2));
      assertThatThrownBy(() -> parameters.value(graph.tf(), other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a was declared as [20000] and is now asked for as [3]");
    }
  }

  @Test
  void assign_anotherShape_isRefusedWithBoth() {
    try (TestGraph graph = new TestGraph()) {
      LiveParameters parameters = new LiveParameters(graph.tf(), 1);
      parameters.value(
          graph.tf(), new Parameter("a", ParameterKind.VECTOR, Shape.of(2), Initial.constant(2)));
      Variable variable = parameters.variables().get(0);
      graph.assign(variable, 4, 5);
      assertThat(graph.value(variable.value())).containsExactly(4, 5);
      try (TFloat32 three = TFloat32.vectorOf(1, 2, 3);
          Session session = new Session(graph.graph())) {
        assertThatThrownBy(() -> variable.assign(session, three))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("a takes [2], not [3]");
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
      LiveParameters parameters = new LiveParameters(graph.tf(), seed);
      parameters.value(graph.tf(), parameter("normal", Initial.normal(0.3)));
      parameters.value(graph.tf(), parameter("another normal", Initial.normal(0.3)));
      parameters.value(graph.tf(), parameter("uniform", Initial.uniform(-1, 2)));
      parameters.value(graph.tf(), parameter("constant", Initial.constant(0.25)));
      graph.run(parameters.variables().stream().map(Variable::initialize).toList());
      return graph.values(parameters.variables().stream().map(Variable::value).toList());
    }
  }

  private static Parameter parameter(String name, Initial initial) {
    return new Parameter(name.replace(' ', '_'), ParameterKind.VECTOR, Shape.of(SIZE), initial);
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
