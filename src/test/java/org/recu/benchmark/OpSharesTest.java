package org.recu.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.recu.benchmark.StepStatsFixture.op;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.NodeExecStats;

final class OpSharesTest {

  private static final double EXACT = 1e-9;

  @Test
  void of_opsThatOverlap_divideEachInstant() {
    // 0 to 200 one op, 200 to 400 two, 400 to 600 the other, 600 to 900 none, then two at once.
    OpShares shares =
        OpShares.of(
            List.of(
                StepTrace.of(
                    StepStatsFixture.step(
                        op("conv", "_MklNativeConv2D", 0, 400),
                        op("mul", "Mul", 200, 600),
                        op("qr", "Qr", 900, 1000),
                        op("mul_1", "Mul", 900, 1000)))));
    assertThat(shares.kinds().get(OpKind.CONVOLUTION)).isCloseTo(0.3, within(EXACT));
    assertThat(shares.kinds().get(OpKind.ELEMENT_WISE)).isCloseTo(0.35, within(EXACT));
    assertThat(shares.kinds().get(OpKind.OTHER)).isCloseTo(0.05, within(EXACT));
    assertThat(shares.waiting()).isCloseTo(0.3, within(EXACT));
    assertThat(shares.opsAtOnce()).isCloseTo(1.0, within(EXACT));
    assertThat(shares.withoutOp(4)).isCloseTo(0.75, within(EXACT));
    assertThat(shares.types())
        .extracting(OpShares.OpType::type)
        .containsExactly("Mul", "_MklNativeConv2D", "Qr");
    OpShares.OpType mul = shares.types().get(0);
    assertThat(mul.kind()).isEqualTo(OpKind.ELEMENT_WISE);
    assertThat(mul.count()).isEqualTo(2);
    assertThat(mul.milliseconds()).isCloseTo(500e-6, within(EXACT));
  }

  @Test
  void of_severalSteps_weighsThemByTheirTime() {
    StepTrace slow = StepTrace.of(StepStatsFixture.step(op("conv", "Conv2D", 0, 300)));
    StepTrace fast = StepTrace.of(StepStatsFixture.step(op("sum", "Sum", 0, 100)));
    OpShares shares = OpShares.of(List.of(slow, fast));
    assertThat(shares.kinds().get(OpKind.CONVOLUTION)).isCloseTo(0.75, within(EXACT));
    assertThat(shares.kinds().get(OpKind.REDUCTION)).isCloseTo(0.25, within(EXACT));
    assertThat(shares.types().get(0).count()).isEqualTo(0.5);
  }

  @Test
  void of_callsOfFunctions_partsFusionsFromOthers() {
    OpShares shares =
        OpShares.of(
            List.of(
                StepTrace.of(
                    StepStatsFixture.step(
                        op("a/fusion_1", "PartitionedCall", 0, 300),
                        op("a/decode", "PartitionedCall", 300, 400)))));
    assertThat(shares.kinds().get(OpKind.ELEMENT_WISE)).isCloseTo(0.75, within(EXACT));
    assertThat(shares.kinds().get(OpKind.FUNCTION)).isCloseTo(0.25, within(EXACT));
    assertThat(shares.types())
        .extracting(OpShares.OpType::kind)
        .containsExactly(OpKind.ELEMENT_WISE, OpKind.FUNCTION);
  }

  @Test
  void of_anyOps_addUpToOne() {
    List<String> types = List.of("Conv2D", "Mul", "Sum", "PadV2", "NoOp", "Qr", "AssignVariableOp");
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 50; trial++) {
      NodeExecStats[] ops = new NodeExecStats[40];
      for (int i = 0; i < ops.length; i++) {
        long start = random.nextInt(1000);
        // Every fourth takes no time.
        long length = i % 4 == 0 ? 0 : random.nextInt(60);
        ops[i] = op("op" + i, types.get(random.nextInt(types.size())), start, start + length);
      }
      OpShares shares = OpShares.of(List.of(StepTrace.of(StepStatsFixture.step(ops))));
      double sum = shares.kinds().values().stream().mapToDouble(share -> share).sum();
      assertThat(sum + shares.waiting()).isCloseTo(1, within(EXACT));
      assertThat(shares.kinds()).hasSize(OpKind.values().length);
      assertThat(shares.types().stream().mapToDouble(OpShares.OpType::share).sum())
          .isCloseTo(sum, within(EXACT));
    }
  }

  @Test
  void of_noTime_isRefused() {
    StepTrace none = StepTrace.of(StepStatsFixture.step(op("a", "Mul", 5, 5)));
    assertThatThrownBy(() -> OpShares.of(List.of(none)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no time passed in 1 traced step(s)");
  }
}
