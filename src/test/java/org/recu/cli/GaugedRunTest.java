package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.recu.golden.NativeTensors;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.Restore;
import org.tensorflow.types.TFloat32;

/** Checks the gauges in {@code metrics.jsonl} of real runs. */
@ExtendWith(FinishedRun.Once.class)
final class GaugedRunTest {

  private static final String LAYER = "layer2.0.conv1";

  @TempDir private Path results;

  @Test
  void metrics_everyEpoch_holdTheGaugesOfEveryBinaryLayer(FinishedRun finished) throws IOException {
    for (Map<String, Object> line : finished.run().metrics()) {
      List<Map<String, Object>> layers = layers(line);
      assertThat(layers).hasSize(18);
      assertThat(layers.get(0)).containsEntry("name", "layer1.0.conv1");
      assertThat(layers)
          .allSatisfy(
              layer -> {
                assertThat(layer).containsOnlyKeys("name", "dead", "flipped", "entropy", "q");
                assertThat((double) layer.get("dead")).isBetween(0.0, 1.0);
                assertThat((double) layer.get("flipped")).isBetween(0.0, 1.0);
                assertThat((double) layer.get("entropy")).isBetween(0.5, 1.0);
                assertThat((double) layer.get("q")).isPositive();
              });
      assertThat(layers).anyMatch(layer -> (double) layer.get("flipped") > 0);
    }
  }

  /** Recomputes the second epoch's gauges from the files of the two checkpoints, by definition. */
  @Test
  void gauges_secondEpoch_areThoseOfTheCheckpoints(FinishedRun finished) throws IOException {
    float[] before = weight(finished.run().checkpoint("epoch-0000"));
    float[] after = weight(finished.run().checkpoint("epoch-0001"));
    assertThat(after).hasSize(3 * 3 * 16 * 32);
    double tau = (double) finished.run().metrics().get(1).get("tau");
    double[] w1 = standardized(after);
    double[] earlier = standardized(before);
    double magnitude = 0;
    for (double value : w1) {
      magnitude += Math.abs(value) / w1.length;
    }
    double bound = -magnitude * Math.log(2 - 2 * tau);
    int dead = 0;
    int flipped = 0;
    for (int i = 0; i < w1.length; i++) {
      dead += Math.abs(w1[i]) > bound ? 1 : 0;
      flipped += w1[i] > 0 != earlier[i] > 0 ? 1 : 0;
    }
    Map<String, Object> gauge =
        layers(finished.run().metrics().get(1)).stream()
            .filter(layer -> layer.get("name").equals(LAYER))
            .findFirst()
            .orElseThrow();
    // One weight may be within rounding of the bound, or of its channel's mean.
    double one = 1.0 / w1.length + 1e-12;
    assertThat((double) gauge.get("q")).isCloseTo(bound, within(1e-4));
    assertThat((double) gauge.get("dead")).isCloseTo((double) dead / w1.length, within(one));
    assertThat((double) gauge.get("flipped")).isCloseTo((double) flipped / w1.length, within(one));
  }

  /** The checkpoint includes the signs at the start of the epoch. */
  @Test
  void resume_signsAreMissing_isRefusedAndNamed() throws IOException {
    SmallRun run = new SmallRun(results.resolve("run"));
    Program begun = Program.run(run.begin("--max_steps", "2"));
    assertThat(begun.exitCode()).as(begun.err()).isEqualTo(Recu.DONE);
    Path signs = run.checkpoint("epoch-0000-step-000002").resolve("signs");
    Files.delete(signs);
    Refusal.of(Recu.FAILED, run.folder(), run.resume()).names(signs + " is missing");
  }

  /** The layer's latent weight, (3, 3, 16, 32). */
  private static float[] weight(Path checkpoint) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Restore restore =
          tf.train.restore(
              tf.constant(checkpoint.resolve("variables").toString()),
              tf.array(LAYER + ".weight"),
              tf.array(""),
              List.of(TFloat32.class));
      TFloat32 weight = (TFloat32) session.runner().fetch(restore.tensors().get(0)).run().get(0);
      try (weight) {
        return NativeTensors.values(weight);
      }
    }
  }

  /** Computes {@code w1} from values whose last axis is the output channel. */
  private static double[] standardized(float[] weight) {
    int channels = 32;
    int count = weight.length / channels;
    double[] answer = new double[weight.length];
    for (int channel = 0; channel < channels; channel++) {
      double mean = 0;
      double variance = 0;
      for (int i = channel; i < weight.length; i += channels) {
        mean += weight[i] / count;
      }
      for (int i = channel; i < weight.length; i += channels) {
        variance += (weight[i] - mean) * (weight[i] - mean) / (count - 1);
      }
      for (int i = channel; i < weight.length; i += channels) {
        answer[i] = (weight[i] - mean) * 2 * Math.sqrt(2) / Math.sqrt(variance + 1e-5);
      }
    }
    return answer;
  }

  @SuppressWarnings("unchecked") // Jackson returns untyped lists and maps.
  static List<Map<String, Object>> layers(Map<String, Object> line) {
    return (List<Map<String, Object>>) line.get("layers");
  }
}
