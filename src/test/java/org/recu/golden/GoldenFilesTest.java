package org.recu.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The golden files hold what this package's records say they hold. */
final class GoldenFilesTest {

  @Test
  void metadata_statesTheFormulasOfGoldenFill() {
    Map<String, String> metadata = GoldenFile.safetensors("networks.safetensors").metadata();
    assertThat(metadata.get("fill"))
        .contains("f = sin(0.7 * t + 0.37 * (j + 1))")
        .contains("running_var: 1 + 0.5 f; alpha: 0.5 + 0.25 f")
        .contains("1-d weight (batch norm, PReLU): 0.6 + 0.2 f; everything else: 0.1 f")
        .contains("tau and num_batches_tracked are skipped and not counted");
    assertThat(metadata.get("pixels")).contains("cos(0.11 * j) * 1.5 + cos(0.013 * j)");
  }

  @Test
  void networks_parametersAreTheTensorsThatHaveAGradient() {
    assertThat(GoldenNetwork.all()).hasSize(7);
    for (GoldenNetwork network : GoldenNetwork.all()) {
      int parameters =
          network.stateDict().stream()
              .filter(entry -> network.gradientNorms().containsKey(entry.name()))
              .mapToInt(entry -> GoldenTensor.size(entry.shape()))
              .sum();
      assertThat(parameters).as(network.model()).isEqualTo(network.parameters());
      assertThat(network.evalLogits().shape())
          .containsExactly(network.inputShape().get(0), network.classes());
    }
  }

  @Test
  void networks_trainingLossIsTheCrossEntropyOfTheTrainingLogits() {
    for (GoldenNetwork network : GoldenNetwork.all()) {
      float[] logits = network.trainLogits().values();
      double loss = 0;
      for (int image = 0; image < network.labels().size(); image++) {
        double sum = 0;
        for (int k = 0; k < network.classes(); k++) {
          sum += Math.exp(logits[image * network.classes() + k]);
        }
        int label = network.labels().get(image);
        loss += Math.log(sum) - logits[image * network.classes() + label];
      }
      assertThat(loss / network.labels().size())
          .as(network.model())
          .isCloseTo(network.trainLoss(), within(1e-5));
    }
  }

  @Test
  void convolutions_rectifiedWeightIsTheDefinitions() {
    assertThat(GoldenConvolution.all()).hasSize(4);
    for (GoldenConvolution convolution : GoldenConvolution.all()) {
      GoldenTensor weight = convolution.tensor("weight");
      double[] standardised = standardise(weight);
      double sum = 0;
      for (double value : standardised) {
        sum += Math.abs(value);
      }
      double bound = -sum / standardised.length * Math.log(2 - 2 * convolution.tau());
      assertThat(bound).isCloseTo(convolution.bound(), within(1e-4));
      float[] rectified = convolution.tensor("rectified_weight").values();
      for (int i = 0; i < rectified.length; i++) {
        assertThat(Math.max(-bound, Math.min(bound, standardised[i])))
            .isCloseTo(rectified[i], within(1e-4));
      }
    }
  }

  @Test
  void steps_areComparableUntilTheColumnsPart() {
    List<GoldenSteps> steps = GoldenSteps.all();
    assertThat(steps).extracting(GoldenSteps::comparable).containsExactly(2, 4, 4, 8, 1, 1);
    assertThat(steps)
        .hasToString(
            "[cifar resnet20_1w1a sgd, cifar resnet18_1w1a sgd, cifar vgg_small_1w1a sgd, cifar"
                + " resnet20_1w1a adam, imagenet resnet18_1w1a sgd, two_stage resnet18_1w1a adam]");
  }

  @Test
  void schedules_haveANumberForEachEpoch() {
    List<GoldenSchedule> schedules = GoldenSchedule.all();
    assertThat(schedules).hasSize(5);
    for (GoldenSchedule schedule : schedules) {
      assertThat(schedule.learningRateAt()).hasSize(schedule.epochs());
      assertThat(schedule.tauAt()).hasSize(schedule.epochs());
    }
    assertThat(schedules.get(0).learningRateAt().get(0)).isEqualTo(0.02);
    assertThat(schedules.get(2).milestones()).containsExactly(10, 20);
    assertThat(schedules.get(2)).hasToString("step over 30 epochs, warm-up");
  }

  /** Steps 1 and 2 of the definition: each output channel less its mean, times 2 sqrt(2)/sd. */
  private static double[] standardise(GoldenTensor weight) {
    float[] values = weight.values();
    int n = values.length / weight.shape().get(0);
    double[] answer = new double[values.length];
    for (int begin = 0; begin < values.length; begin += n) {
      double mean = 0;
      for (int i = begin; i < begin + n; i++) {
        mean += values[i] / (double) n;
      }
      double variance = 0;
      for (int i = begin; i < begin + n; i++) {
        variance += (values[i] - mean) * (values[i] - mean) / (n - 1);
      }
      for (int i = begin; i < begin + n; i++) {
        answer[i] = (values[i] - mean) * 2 * Math.sqrt(2) / Math.sqrt(variance + 1e-5);
      }
    }
    return answer;
  }
}
