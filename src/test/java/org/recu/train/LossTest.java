package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.recu.graph.Numbers;
import org.recu.graph.TestGraph;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Compares the losses with their definitions in double precision. */
final class LossTest {

  private static final int BATCH = 3;
  private static final int CLASSES = 4;

  private final SplittableRandom random = new SplittableRandom(6);

  @Test
  void ofTeacher_logits_isTheMeanSoftCrossEntropy() {
    double[] teacher = TestGraph.normal(random, BATCH * CLASSES);
    double[] student = TestGraph.normal(random, BATCH * CLASSES);
    double[] wanted = softmax(teacher);
    double[] given = softmax(student);
    double expected = 0;
    double[] gradient = new double[student.length];
    for (int i = 0; i < student.length; i++) {
      expected -= wanted[i] * Math.log(given[i]) / BATCH;
      gradient[i] = (given[i] - wanted[i]) / BATCH;
    }
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> input = graph.constant(student, BATCH, CLASSES);
      Operand<TFloat32> loss =
          Loss.ofTeacher(graph.tf(), graph.constant(teacher, BATCH, CLASSES), input);
      assertThat(graph.value(loss)).hasSize(1);
      assertThat(graph.value(loss)[0]).isCloseTo(expected, within(1e-6));
      Numbers.assertClose(
          "gradient",
          graph.gradients(loss, graph.tf().constant(1f), List.of(input)).get(0),
          gradient,
          1e-6);
    }
  }

  @Test
  void ofLabels_logits_isTheMeanCrossEntropy() {
    double[] logits = TestGraph.normal(random, BATCH * CLASSES);
    int[] labels = {2, 0, 3};
    double[] given = softmax(logits);
    double expected = 0;
    for (int image = 0; image < BATCH; image++) {
      expected -= Math.log(given[image * CLASSES + labels[image]]) / BATCH;
    }
    try (TestGraph graph = new TestGraph()) {
      Operand<TFloat32> loss =
          Loss.ofLabels(
              graph.tf(),
              graph.tf().constant(labels),
              graph.constant(logits, BATCH, CLASSES),
              CLASSES);
      assertThat(graph.value(loss)[0]).isCloseTo(expected, within(1e-6));
    }
  }

  private static double[] softmax(double[] logits) {
    double[] shares = new double[logits.length];
    for (int from = 0; from < logits.length; from += CLASSES) {
      double sum = 0;
      for (int i = from; i < from + CLASSES; i++) {
        sum += Math.exp(logits[i]);
      }
      for (int i = from; i < from + CLASSES; i++) {
        shares[i] = Math.exp(logits[i]) / sum;
      }
    }
    return shares;
  }
}
