package org.recu.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.recu.benchmark.StepStatsFixture.BEGIN;
import static org.recu.benchmark.StepStatsFixture.op;

import org.junit.jupiter.api.Test;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.StepStats;

final class StepTraceTest {

  @Test
  void of_aDevicesOps_areInTheOrderOfTime() {
    StepTrace step =
        StepTrace.of(
            StepStatsFixture.step(op("b/sum", "Sum", 300, 500), op("a/mul", "Mul", 100, 900)));
    assertThat(step.ops())
        .containsExactly(
            new OpRun("a/mul", "Mul", BEGIN + 100, BEGIN + 900, "4x2"),
            new OpRun("b/sum", "Sum", BEGIN + 300, BEGIN + 500, "4x2"));
    assertThat(step.start()).isEqualTo(BEGIN + 100);
    assertThat(step.span()).isEqualTo(800);
  }

  @Test
  void of_anOpWithoutALabel_isCalledByItsName() {
    NodeExecStats stats =
        NodeExecStats.newBuilder()
            .setNodeName("edge_12")
            .setTimelineLabel("[rendezvous]")
            .setAllStartNanos(BEGIN)
            .setOpStartRelNanos(7)
            .build();
    assertThat(StepTrace.of(StepStatsFixture.step(stats)).ops())
        .containsExactly(new OpRun("edge_12", "edge_12", BEGIN + 7, BEGIN + 7, ""));
  }

  @Test
  void of_aGpusStreams_countsNoOpTwice() {
    StepStats stats =
        StepStats.newBuilder()
            .addDevStats(StepStatsFixture.device("/device:GPU:0", op("a", "Mul", 0, 10)))
            .addDevStats(StepStatsFixture.device("/device:GPU:0/stream:all", op("a", "Mul", 4, 10)))
            .build();
    assertThat(StepTrace.of(stats).ops()).hasSize(1);
  }

  @Test
  void of_noOps_isRefused() {
    assertThatThrownBy(() -> StepTrace.of(StepStats.getDefaultInstance()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a trace without ops");
  }
}
