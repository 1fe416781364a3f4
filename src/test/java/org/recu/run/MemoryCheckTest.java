package org.recu.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recu.files.ByteCount;
import org.recu.model.Models;
import org.recu.model.Network;
import org.recu.train.BatchSizes;
import org.recu.train.StepMemory;

final class MemoryCheckTest {

  private final Network network = Models.create("resnet18_1w1a", 10, 32);
  private final StepMemory step = StepMemory.ofTraining(network, 1000);
  private final BatchSizes images = new BatchSizes(1000, 100);

  private Optional<String> doubt(long most, long free, BatchSizes batches) throws IOException {
    return new MemoryCheck(network, new MemoryLimit(most, free, "this machine has little"))
        .doubt(batches);
  }

  @Test
  void doubt_enoughIsFree_isNone() throws IOException {
    assertThat(doubt(step.usual(), step.usual(), images)).isEmpty();
  }

  @Test
  void doubt_perhapsTooLittleIsFree_isAWarning() throws IOException {
    long free = step.usual() - 1;
    assertThat(doubt(free, free, images))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith("recu: --batch_size: 1000 images of resnet18_1w1a take about ")
                    .contains(ByteCount.text(free) + " are free"));
  }

  @Test
  void doubt_surelyTooLittle_isRefusedWithTheNumbers() throws IOException {
    assertThat(doubt(step.least(), 1, images)).isPresent();
    assertThatThrownBy(() -> doubt(step.least() - 1, 1, images))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "--batch_size: 1000 images of resnet18_1w1a take %s or more in a step, but this machine"
                + " has little: lower --batch_size",
            ByteCount.text(step.least()));
  }

  @Test
  void doubt_evaluation_isNamedByItsOwnOption() {
    long most = StepMemory.ofEvaluation(network, 65536).least() - 1;
    assertThatThrownBy(() -> doubt(most, most, new BatchSizes(1, 65536)))
        .hasMessageStartingWith("--batch_size_test: 65536 images of resnet18_1w1a take");
  }
}
