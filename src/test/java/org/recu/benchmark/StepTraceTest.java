package org.recu.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.recu.benchmark.StepStatsFixture.BEGIN;
import static org.recu.benchmark.StepStatsFixture.op;

import java.util.List;
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
  void of_aGpusStreamsAndCopies_countsNoOpTwice() {
    String gpu = "/job:localhost/replica:0/task:0/device:GPU:0";
    NodeExecStats kernel =
        NodeExecStats.newBuilder()
            .setNodeName("a:Mul")
            .setAllStartMicros(BEGIN / 1000)
            .setOpEndRelMicros(3)
            .build();
    StepStats.Builder stats = StepStats.newBuilder();
    stats.addDevStats(StepStatsFixture.device(gpu, op("a", "Mul", 0, 10)));
    for (String part : List.of("sync", "memcpy", "stream:all", "stream:7<MemcpyH2D>", "stream:")) {
      stats.addDevStats(StepStatsFixture.device("/device:GPU:0/" + part, kernel));
    }
    assertThat(StepTrace.of(stats.build()).ops())
        .containsExactly(new OpRun("a", "Mul", BEGIN, BEGIN + 10, "4x2"));
  }

  @Test
  void of_noOps_isRefused() {
    assertThatThrownBy(() -> StepTrace.of(StepStats.getDefaultInstance()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a trace without ops");
  }
}
