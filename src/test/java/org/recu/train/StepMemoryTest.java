package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.recu.model.Models;
import org.recu.model.Network;

final class StepMemoryTest {

  /** Values that the convolutions of resnet20 and its last layer put out for an image. */
  private static final long OUTPUTS = 7 * 16 * 32 * 32 + 6 * 32 * 16 * 16 + 6 * 64 * 8 * 8 + 10;

  private final Network network = Models.create("resnet20_1w1a", 10, 32);

  @Test
  void ofTraining_countsTheOutputsOfAllConvolutions() {
    assertThat(StepMemory.ofTraining(network, 100).least()).isEqualTo(5 * 100 * OUTPUTS);
  }

  @Test
  void ofEvaluation_countsTheLargestOutput() {
    assertThat(StepMemory.ofEvaluation(network, 100).least()).isEqualTo(4 * 100 * 16 * 32 * 32);
  }

  @Test
  void of_theLargestBatch_staysWithinTheNumbers() {
    Network large = Models.create("resnet34_1w1a", 1000, 224);
    StepMemory step = StepMemory.ofTraining(large, 65536);
    assertThat(step.usual()).isGreaterThan(step.least());
    assertThat(step.least()).isPositive();
  }
}
