package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.cluster.Address;
import org.recu.cluster.Cluster;
import org.recu.cluster.ClusterOptions;
import org.recu.cluster.Workers;
import org.recu.golden.GoldenSteps;
import org.recu.graph.Device;
import org.recu.graph.DeviceGroup;

/** Training steps of several workers, all of them in this process, through TensorFlow's servers. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WorkersTest {

  /**
   * Steps held, as {@link TrainingGraphTest} explains. Among three workers the shares are six, five
   * and five images.
   */
  @ParameterizedTest
  @CsvSource({"cifar resnet20_1w1a adam, 2, 5", "cifar resnet20_1w1a sgd, 3, 2"})
  void step_statisticsOfTheWholeBatch_followsGoldenLosses(String steps, int workers, int held)
      throws Exception {
    GoldenSteps golden = golden(steps);
    List<GoldenTraining.Worker> done = run(golden, workers, true, held);
    for (int step = 0; step < held; step++) {
      int index = step;
      double loss = done.stream().mapToDouble(worker -> worker.losses().get(index)).sum();
      double expected = golden.losses().get(step);
      assertThat(loss)
          .as("loss of step %d", step)
          .isCloseTo(expected, within(GoldenSteps.TOLERANCE * expected));
    }
    assertSameVariables(done);
  }

  @ParameterizedTest
  @CsvSource("cifar resnet20_1w1a sgd, 2, 3")
  void step_ownStatistics_variablesStayEqual(String steps, int workers, int taken)
      throws Exception {
    assertSameVariables(run(golden(steps), workers, false, taken));
  }

  private static void assertSameVariables(List<GoldenTraining.Worker> done) {
    assertThat(done)
        .allSatisfy(worker -> assertThat(worker.checksums()).isEqualTo(done.get(0).checksums()));
  }

  private static GoldenSteps golden(String name) {
    return GoldenSteps.all().stream()
        .filter(candidate -> candidate.toString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<GoldenTraining.Worker> run(
      GoldenSteps golden, int workers, boolean syncBatchNorm, int steps) throws Exception {
    List<Address> addresses = addresses(workers);
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      List<Callable<GoldenTraining.Worker>> all = new ArrayList<>();
      for (int task = 0; task < workers; task++) {
        ClusterOptions options = new ClusterOptions(addresses, task, Duration.ofSeconds(250));
        all.add(
            () -> {
              try (Cluster cluster =
                  Cluster.join(
                      options,
                      DeviceGroup.of(Device.cpu()).trainingConfiguration(),
                      "1",
                      text -> {})) {
                return GoldenTraining.worker(golden, cluster, syncBatchNorm, steps);
              }
            });
      }
      List<GoldenTraining.Worker> done = new ArrayList<>();
      for (Future<GoldenTraining.Worker> worker : threads.invokeAll(all)) {
        done.add(worker.get());
      }
      return done;
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Address> addresses(int workers) throws Exception {
    try (Workers free = new Workers(workers)) {
      return free.addresses();
    }
  }
}
