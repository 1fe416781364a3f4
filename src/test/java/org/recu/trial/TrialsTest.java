package org.recu.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.console.Message;
import org.recu.lowering.Arithmetic;
import org.recu.lowering.SumsBy;
import org.recu.lowering.TrialTimes;
import org.recu.lowering.TriedLayer;
import org.recu.model.Models;
import org.recu.nn.Architecture;
import org.recu.nn.ConvolutionShape;
import org.tensorflow.exceptions.TFUnimplementedException;

/** The choice among the ways, by times that the test makes up. */
final class TrialsTest {

  private static final Architecture RESNET20 =
      Models.create("resnet20_1w1a", 10, 32).architecture();

  private static final Conditions HERE = new Conditions("cpu", Set.of("avx"), 2, "2.18.0");

  @TempDir Path folder;

  private final List<TriedLayer> asked = new ArrayList<>();

  @Test
  void of_network_takesTheFastestWayOfEachShape() {
    TriedWays ways =
        trials(layer -> layer.shape().input().last() == 16 ? 3 : 1)
            .of(RESNET20, Arithmetic.FLOAT32, 128);
    assertThat(asked).hasSize(5).allMatch(TriedLayer::binary);
    assertThat(asked.get(0))
        .hasToString(
            "float32 signs, 3x3 convolution of 32x32x16 to 32x32x16, stride 1, padding 1, 128 images");
    for (ConvolutionShape shape : RESNET20.binaryShapes()) {
      assertThat(ways.of(shape))
          .isEqualTo(shape.input().last() == 16 ? SumsBy.CONVOLUTION : SumsBy.COUNT);
    }
    assertThat(ways.messages())
        .extracting(Message::text)
        .hasSize(5)
        .contains(
            "sums of a 3x3 convolution of 8x8x64 to 8x8x64: count"
                + " (tried, convolution 2.00 ms, count 1.00 ms)");
    assertThat(ways.doubt()).isEmpty();
  }

  @Test
  void of_secondTime_isKnown() {
    trials(layer -> 1).of(RESNET20, Arithmetic.FLOAT32, 128);
    asked.clear();
    TriedWays ways = trials(layer -> 3).of(RESNET20, Arithmetic.FLOAT32, 128);
    assertThat(asked).isEmpty();
    assertThat(ways.messages())
        .allMatch(message -> message.fields().get("reason").equals("known"))
        .allMatch(message -> message.fields().get("way").equals("count"));
    trials(layer -> 3).of(RESNET20, Arithmetic.FLOAT32, 64);
    assertThat(asked).as("another batch").hasSize(5);
  }

  @Test
  void of_disturbedTrial_isUsedAndNotKept() {
    TriedWays ways = trials(layer -> 1, layer -> false).of(RESNET20, Arithmetic.FLOAT32, 128);
    assertThat(ways.messages())
        .extracting(Message::text)
        .contains(
            "sums of a 3x3 convolution of 8x8x64 to 8x8x64: count"
                + " (tried, not kept, convolution 2.00 ms, count 1.00 ms)");
    assertThat(folder).isEmptyDirectory();
    asked.clear();
    trials(layer -> 3).of(RESNET20, Arithmetic.FLOAT32, 128);
    assertThat(asked).hasSize(5);
  }

  @Test
  void of_trialDisturbedInPart_keepsTheOtherTimes() {
    trials(layer -> 1, layer -> layer.shape().input().last() != 16)
        .of(RESNET20, Arithmetic.FLOAT32, 128);
    asked.clear();
    trials(layer -> 3).of(RESNET20, Arithmetic.FLOAT32, 128);
    assertThat(asked).hasSize(2).allMatch(layer -> layer.shape().input().last() == 16);
  }

  @Test
  void of_disturbedMixedPrecision_isNotDoubted() {
    assertThat(trials(layer -> 1, layer -> false).of(RESNET20, Arithmetic.MIXED, 128).doubt())
        .isEmpty();
  }

  @Test
  void of_largeBatch_isTriedInPart() {
    trials(layer -> 1).of(RESNET20, Arithmetic.FLOAT32, 4096);
    assertThat(asked)
        .allSatisfy(
            layer ->
                assertThat(layer.images() * layer.shape().multiplyAdds())
                    .isBetween(Trials.TRIED / 2, Trials.TRIED));
  }

  @Test
  void of_smallLayers_areNotTried() {
    TriedWays ways = trials(layer -> 1).of(RESNET20, Arithmetic.FLOAT32, 2);
    assertThat(asked).isEmpty();
    assertThat(ways.messages())
        .allMatch(message -> message.text().endsWith(": convolution (small)"));
  }

  @Test
  void of_forcedWay_isTakenUntried() {
    Trials forced =
        new Trials(
            TimesFile.in(Optional.of(folder), HERE),
            layers -> List.of(),
            Optional.of(SumsBy.PARTS));
    TriedWays ways = forced.of(RESNET20, Arithmetic.MIXED, 128);
    assertThat(RESNET20.binaryShapes()).allMatch(shape -> ways.of(shape) == SumsBy.PARTS);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void of_failingTrial_leavesTheConvolution() {
    Trials failing =
        new Trials(
            TimesFile.in(Optional.of(folder), HERE),
            layers -> {
              throw new TFUnimplementedException("no kernel");
            },
            Optional.empty());
    TriedWays ways = failing.of(RESNET20, Arithmetic.FLOAT32, 128);
    assertThat(RESNET20.binaryShapes()).allMatch(shape -> ways.of(shape) == SumsBy.CONVOLUTION);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void of_mixedPrecision_isDoubtedWhereItTakesLonger() {
    TriedWays slower = trials(layer -> 1).of(RESNET20, Arithmetic.MIXED, 128);
    assertThat(asked).hasSize(7);
    assertThat(slower.doubt())
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith("recu: --mixed_precision: a 3x3 convolution of ")
                    .contains(" took 4.0 ms in bfloat16 and 2.0 ms in float32 ")
                    .hasLineCount(1));
  }

  /**
   * Trials in which the convolution takes 2 ms, 4 in mixed precision, and counting what is said.
   */
  private Trials trials(ToDoubleFunction<TriedLayer> counting) {
    return trials(counting, layer -> true);
  }

  private Trials trials(ToDoubleFunction<TriedLayer> counting, Predicate<TriedLayer> settled) {
    return new Trials(
        TimesFile.in(Optional.of(folder), HERE),
        layers -> {
          asked.addAll(layers);
          return layers.stream()
              .map(
                  layer ->
                      new TrialTimes(
                          times(layer, counting.applyAsDouble(layer)), settled.test(layer)))
              .toList();
        },
        Optional.empty());
  }

  private static Map<SumsBy, Double> times(TriedLayer layer, double counting) {
    double convolution = layer.arithmetic() == Arithmetic.MIXED ? 4.0 : 2.0;
    return layer.binary()
        ? Map.of(SumsBy.CONVOLUTION, convolution, SumsBy.COUNT, counting)
        : Map.of(SumsBy.CONVOLUTION, convolution);
  }
}
