package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.binarize.Recu;
import org.recu.graph.LiveParameters;
import org.recu.graph.Numbers;
import org.recu.graph.TestGraph;
import org.recu.graph.Variable;
import org.recu.model.Models;
import org.recu.nn.Architecture;
import org.recu.nn.Parameter;
import org.recu.nn.ParameterKind;
import org.recu.nn.TensorShape;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Whole networks, lowered into a TensorFlow graph and into plain loops. That the second is possible
 * without a line of the first shows that networks know nothing of how they are computed.
 */
final class PlainLoweringTest {

  @ParameterizedTest
  @CsvSource({
    "resnet20_1w1a, 8",
    "resnet18B_1w1a, 8",
    "vgg_small_1w1a, 8",
    "react_resnet18_1w1a, 8",
    "react_resnet18_32w1a, 8",
    "resnet20_fp32, 8",
    "resnet18_1w1a, 64",
    "resnet18, 64"
  })
  void logits_everyKindOfNetwork_areThoseOfTheDefinition(String model, int size) {
    Architecture architecture = Models.create(model, 5, size).architecture();
    SplittableRandom random = new SplittableRandom(11);
    double[] image = TestGraph.normal(random, size * size * 3);
    Map<String, double[]> values = new HashMap<>();
    for (Parameter parameter : architecture.parameters()) {
      values.put(parameter.name(), values(random, parameter));
    }
    double[] expected =
        architecture.lower(
                new PlainLowering(values),
                new PlainLowering.Image(TensorShape.of(size, size, 3), image))
            .values;
    try (TestGraph graph = new TestGraph()) {
      LiveParameters parameters = new LiveParameters(graph.tf(), architecture.parameters(), 1);
      Operand<TFloat32> logits =
          Tower.evaluation(graph.tf(), parameters, new Recu())
              .logits(architecture, graph.constant(image, 1, size, size, 3));
      for (Variable variable : parameters.variables()) {
        graph.assign(variable, values.get(variable.parameter().name()));
      }
      assertThat(expected).hasSize(5);
      Numbers.assertClose("logits", graph.value(logits), expected, 1e-4);
    }
  }

  /** Numbers as trained ones are: variances above 0, alphas of either sign. */
  private static double[] values(SplittableRandom random, Parameter parameter) {
    int count = (int) parameter.shape().size();
    double[] values = TestGraph.normal(random, count);
    boolean weight =
        parameter.kind() == ParameterKind.CONVOLUTION_WEIGHT
            || parameter.kind() == ParameterKind.LINEAR_WEIGHT;
    double scale = weight ? Math.sqrt((double) parameter.shape().last() / count) : 0.5;
    for (int i = 0; i < count; i++) {
      values[i] =
          parameter.name().endsWith("running_var")
              ? (float) (1 + values[i] * values[i])
              : (float) (values[i] * scale);
    }
    return values;
  }
}
