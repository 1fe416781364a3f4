package org.recu.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Every way in which the processes of a run end, with real processes on the loopback interface. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledOnOs(value = OS.LINUX, disabledReason = "the tests use signals of Linux")
final class ClusterTest {

  /** More rounds than any test lets pass. */
  private static final int ENDLESS = 100_000_000;

  private static final int KILLED = 128 + 9;

  @Test
  void gather_untilTheLastRound_allEnd() throws Exception {
    try (Workers workers = new Workers(3)) {
      workers.startCounting(3, 60, 5);
      for (int worker = 0; worker < 3; worker++) {
        workers.await(worker, "round 4 [[0, 4], [1, 4], [2, 4]]");
        assertThat(workers.rest(worker)).isEmpty();
        assertThat(workers.exitCode(worker)).isZero();
      }
    }
  }

  @Test
  void gather_aWorkerIsKilled_theOthersNameIt() throws Exception {
    assertOthersName(1, "failed: lost worker 1 (");
  }

  @Test
  void gather_theChiefIsKilled_theOthersNameIt() throws Exception {
    assertOthersName(0, "failed: lost chief, worker 0 (");
  }

  private static void assertOthersName(int killed, String message) throws Exception {
    try (Workers workers = new Workers(3)) {
      workers.startCounting(3, 60, ENDLESS);
      workers.await(killed, "round 3");
      workers.signal(killed, "KILL");
      assertThat(workers.exitCode(killed)).isEqualTo(KILLED);
      for (int worker : List.of((killed + 1) % 3, (killed + 2) % 3)) {
        workers.await(worker, message);
        assertThat(workers.exitCode(worker)).isEqualTo(1);
      }
    }
  }

  /** As when a worker fails by itself: it closes what it has and ends, and the others must too. */
  @Test
  void gather_aWorkerEndsBeforeTheOthers_theyNameIt() throws Exception {
    try (Workers workers = new Workers(3)) {
      workers.startCounting(0, 60, ENDLESS, "1");
      workers.startCounting(1, 60, 3, "1");
      workers.startCounting(2, 60, ENDLESS, "1");
      assertThat(workers.rest(1)).last().asString().startsWith("round 2 ");
      for (int worker : List.of(0, 2)) {
        workers.await(worker, "failed: lost worker 1 (");
        assertThat(workers.exitCode(worker)).isEqualTo(1);
      }
    }
  }

  @Test
  void gather_aWorkerIsFrozen_theOtherGivesUpAfterTheTimeout() throws Exception {
    try (Workers workers = new Workers(2)) {
      workers.startCounting(2, 2, ENDLESS);
      workers.await(1, "round 3");
      workers.signal(1, "STOP");
      workers.await(0, "failed: lost worker 1 (");
      assertThat(workers.exitCode(0)).isEqualTo(1);
    }
  }

  @Test
  void join_aWorkerIsMissing_theOthersSayWhich() throws Exception {
    try (Workers workers = new Workers(3)) {
      workers.startCounting(0, 3, 1, "1");
      workers.startCounting(1, 3, 1, "1");
      for (int worker = 0; worker < 2; worker++) {
        assertThat(workers.rest(worker))
            .last()
            .asString()
            .matches(
                "failed: .*worker 2 \\(127\\.0\\.0\\.1:\\d+\\) did not start within --peer_timeout"
                    + " \\(3 s\\)");
        assertThat(workers.exitCode(worker)).isEqualTo(1);
      }
    }
  }

  @Test
  void join_anotherVersion_bothSaySo() throws Exception {
    try (Workers workers = new Workers(2)) {
      workers.startCounting(0, 60, 1, "recu 1.4");
      workers.startCounting(1, 60, 1, "recu 1.3");
      for (int worker = 0; worker < 2; worker++) {
        assertThat(workers.rest(worker))
            .last()
            .asString()
            .matches(
                "failed: the version differs: chief, worker 0 \\(.*\\) has recu 1\\.4, worker 1"
                    + " \\(.*\\) has recu 1\\.3");
        assertThat(workers.exitCode(worker)).isEqualTo(1);
      }
    }
  }
}
