package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.recu.checkpoint.Best;
import org.recu.checkpoint.Position;
import org.recu.cluster.ClusterException;
import org.recu.cluster.PeerLostException;
import org.recu.cluster.ScriptedTeam;
import org.recu.cluster.Team;
import org.recu.score.Scores;

final class TogetherTest {

  @Test
  void validation_ofAllWorkers_isTheirSum() throws PeerLostException {
    Together together =
        new Together(
            ScriptedTeam.ofNumbers(1, scores(40, 60.5, 20, 30), null, scores(8, 4.25, 7, 8)),
            () -> false);
    assertThat(together.validation(new Scores(40, 50, 25, 35)))
        .isEqualTo(new Scores(88, 114.75, 52, 73));
  }

  @Test
  void position_ofAWorker_isTheChiefs() throws PeerLostException {
    long[] chief = {
      30, bits(45.5), 10, 20, bits(1.5), bits(0.25), bits(0), 3, 2, 17, 1, bits(61.5)
    };
    RunProgress progress =
        new Together(ScriptedTeam.ofNumbers(1, chief, null), () -> false)
            .position(RunProgress.startingAt(0));
    assertThat(progress.position()).isEqualTo(new Position(3, 2));
    assertThat(progress.globalStep()).isEqualTo(17);
    assertThat(progress.scores()).isEqualTo(new Scores(30, 45.5, 10, 20));
    assertThat(progress.best()).contains(new Best(1, 61.5));
  }

  @Test
  void stopRequested_alone_isThisProcesss() {
    AtomicBoolean stop = new AtomicBoolean();
    Together together = new Together(Team.alone(), stop::get);
    assertThat(together.stopRequested()).isFalse();
    stop.set(true);
    assertThat(together.stopRequested()).isTrue();
    assertThat(together.stopWaiting().getAsBoolean()).isTrue();
  }

  @Test
  void stopRequested_amongOthers_onlyAfterTheyHaveHeard() {
    Together together = new Together(ScriptedTeam.ofNumbers(0, null, null), () -> true);
    assertThat(together.stopRequested()).isFalse();
    assertThat(together.stopWaiting().getAsBoolean()).isFalse();
  }

  @Test
  void requireEqual_sameVariables_nothing() throws IOException {
    Together together =
        new Together(ScriptedTeam.ofNumbers(1, new long[] {3, 4}, null), () -> false);
    together.requireEqual(
        () -> List.of(new VariableChecksum("conv1", 3), new VariableChecksum("fc", 4)));
  }

  @Test
  void requireEqual_anotherVariable_namesItAndTheWorker() {
    Together together =
        new Together(
            ScriptedTeam.ofNumbers(0, null, new long[] {3, 4}, new long[] {3, 5}), () -> false);
    assertThatThrownBy(
            () ->
                together.requireEqual(
                    () -> List.of(new VariableChecksum("conv1", 3), new VariableChecksum("fc", 4))))
        .isInstanceOf(ClusterException.class)
        .hasMessage(
            "fc of worker 2 is not that of worker 0: the workers no longer train the same network");
  }

  private static long[] scores(long images, double loss, long top1, long top5) {
    return new long[] {images, bits(loss), top1, top5};
  }

  private static long bits(double number) {
    return Double.doubleToRawLongBits(number);
  }
}
