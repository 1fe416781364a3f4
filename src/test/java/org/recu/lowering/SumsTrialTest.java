package org.recu.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.recu.graph.Processor;
import org.recu.graph.TestGraph;
import org.recu.nn.Convolution;
import org.recu.nn.ConvolutionShape;
import org.recu.nn.TensorShape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Layers tried in every way. The times themselves are not looked at. */
final class SumsTrialTest {

  private static final Processor NARROW = new Processor("", Set.of("avx512_bf16"));

  private static final ConvolutionShape LAYER =
      new ConvolutionShape(TensorShape.of(4, 4, 64), Convolution.threeByThree(16, 2));

  @Test
  void of_layers_hasATimeForEveryWayWithTheRightSums() {
    List<TriedLayer> layers =
        List.of(
            new TriedLayer(LAYER, Arithmetic.FLOAT32, true, 3),
            new TriedLayer(LAYER, Arithmetic.MIXED, true, 3),
            new TriedLayer(LAYER, Arithmetic.MIXED, false, 3));
    List<Map<SumsBy, Double>> times =
        SumsTrial.of(layers, NARROW).stream().map(TrialTimes::least).toList();
    assertThat(times.get(0)).containsOnlyKeys(SumsBy.values());
    assertThat(times.get(1)).containsOnlyKeys(SumsBy.values());
    assertThat(times.get(2)).containsOnlyKeys(SumsBy.CONVOLUTION);
    assertThat(times).allMatch(ways -> ways.values().stream().allMatch(time -> time > 0));
  }

  @Test
  void times_ofRounds_areSettledIfTheTwoLeastAgree() {
    Map<SumsBy, List<Double>> quiet =
        Map.of(SumsBy.CONVOLUTION, List.of(3.1, 9.0, 3.0), SumsBy.COUNT, List.of(1.0, 1.1, 5.0));
    assertThat(TrialTimes.of(quiet))
        .isEqualTo(new TrialTimes(Map.of(SumsBy.CONVOLUTION, 3.0, SumsBy.COUNT, 1.0), true));
    Map<SumsBy, List<Double>> disturbed =
        Map.of(SumsBy.CONVOLUTION, List.of(3.1, 3.0, 3.2), SumsBy.COUNT, List.of(8.0, 4.0, 9.0));
    assertThat(TrialTimes.of(disturbed))
        .isEqualTo(new TrialTimes(Map.of(SumsBy.CONVOLUTION, 3.0, SumsBy.COUNT, 4.0), false));
    Map<SumsBy, List<Double>> slowWayDisturbed =
        Map.of(SumsBy.CONVOLUTION, List.of(8.0, 5.0, 9.0), SumsBy.COUNT, List.of(3.1, 3.0, 3.2));
    assertThat(TrialTimes.of(slowWayDisturbed).settled()).isTrue();
    assertThat(TrialTimes.of(Map.of(SumsBy.COUNT, List.of(1.0))).settled()).isFalse();
  }

  @Test
  void candidates_processorAndShape_leaveOutWhatCannotBe() {
    TriedLayer layer = new TriedLayer(LAYER, Arithmetic.FLOAT32, true, 3);
    assertThat(layer.candidates(new Processor("", Set.of())))
        .containsExactly(SumsBy.CONVOLUTION, SumsBy.COUNT);
    ConvolutionShape odd =
        new ConvolutionShape(TensorShape.of(4, 4, 24), Convolution.threeByThree(16, 1));
    assertThat(new TriedLayer(odd, Arithmetic.FLOAT32, true, 3).candidates(NARROW))
        .containsExactly(SumsBy.CONVOLUTION, SumsBy.PARTS);
  }

  /** bfloat16 holds whole numbers up to 256, so that a way that rounds its sums shows. */
  @Test
  void of_operandsOfTheTrial_haveSumsThatAnInexactWayRounds() {
    TriedLayer layer = new TriedLayer(LAYER, Arithmetic.FLOAT32, true, 3);
    try (TestGraph graph = new TestGraph();
        TrialOperands operands = TrialOperands.of(layer)) {
      Ops tf = graph.tf();
      Operand<TFloat32> signs = tf.constantOf(operands.signs());
      Operand<TFloat32> weight = tf.constantOf(operands.weight());
      ConvolutionOps form = new ConvolutionOps(LAYER.form());
      Operand<TFloat32> rounded = tf.dtypes.cast(form.narrow(tf, signs, weight), TFloat32.class);
      Operand<TFloat32> exact = form.of(tf, signs, weight);
      assertThat(graph.value(tf.math.abs(tf.math.sub(rounded, exact)))).contains(1);
    }
  }

  @Test
  void forced_unknownWay_saysWhichThereAre() {
    String before = System.getProperty(SumsBy.PROPERTY);
    try {
      System.setProperty(SumsBy.PROPERTY, "abacus");
      assertThatThrownBy(SumsBy::forced)
          .hasMessage("recu.sums (abacus) is not one of [convolution, parts, count]");
      System.setProperty(SumsBy.PROPERTY, "parts");
      assertThat(SumsBy.forced()).contains(SumsBy.PARTS);
    } finally {
      if (before == null) {
        System.clearProperty(SumsBy.PROPERTY);
      } else {
        System.setProperty(SumsBy.PROPERTY, before);
      }
    }
  }
}
