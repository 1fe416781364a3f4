package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.recu.tensorboard.WrittenEvents;
import org.recu.tensorboard.WrittenEvents.Point;

/** Checks the event files of real runs. */
@ExtendWith(FinishedRun.Once.class)
final class TensorBoardRunTest {

  @TempDir private Path results;

  @Test
  void curves_ofEpochs_areThoseOfTheMetrics(FinishedRun finished) throws IOException {
    WrittenEvents events = WrittenEvents.in(finished.run().folder());
    List<Map<String, Object>> metrics = finished.run().metrics();
    for (String name : metrics.get(0).keySet()) {
      if (!List.of("epoch", "layers").contains(name)) {
        List<Point> points = events.points("epoch/" + name);
        assertThat(points).as(name).extracting(Point::step).containsExactly(0L, 1L);
        for (int epoch = 0; epoch < SmallRun.EPOCHS; epoch++) {
          assertThat(points.get(epoch).value())
              .as(name)
              .isEqualTo(((Number) metrics.get(epoch).get(name)).floatValue());
        }
      }
    }
    Map<String, Object> layer = GaugedRunTest.layers(metrics.get(1)).get(7);
    Map.of("dead", "dead_weights", "flipped", "flipped_signs", "entropy", "sign_entropy", "q", "q")
        .forEach(
            (field, group) ->
                assertThat(events.points(group + "/" + layer.get("name")))
                    .as(field)
                    .contains(new Point(1, ((Number) layer.get(field)).floatValue())));
  }

  @Test
  void curves_ofSteps_areThoseOfTheSteps(FinishedRun finished) throws IOException {
    WrittenEvents events = WrittenEvents.in(finished.run().folder());
    List<Map<String, Object>> steps = finished.run().steps();
    List<Point> losses = events.points("step/loss");
    assertThat(losses).hasSameSizeAs(steps);
    for (int step = 0; step < steps.size(); step++) {
      assertThat(losses.get(step).step()).isEqualTo(step);
      assertThat((double) losses.get(step).value())
          .isCloseTo((double) steps.get(step).get("loss"), within(1e-5));
    }
    // An epoch covers the images of all its steps.
    double rightOnes = 0;
    for (int step = 0; step < SmallRun.STEPS; step++) {
      int images = Math.min(SmallRun.BATCH, SmallRun.IMAGES - step * SmallRun.BATCH);
      rightOnes += images * events.points("step/top1").get(step).value();
    }
    assertThat(events.points("epoch/train_top1").get(0).value())
        .isCloseTo((float) (rightOnes / SmallRun.IMAGES), within(1e-3f));
  }

  @Test
  void pictures_graphAndDistributions_areThere(FinishedRun finished) throws IOException {
    WrittenEvents events = WrittenEvents.in(finished.run().folder());
    assertThat(events.graphs()).isEqualTo(1);
    assertThat(events.values("step/pictures")).hasSize(1);
    assertThat(events.values("step/pictures").get(0).value().getImage().getWidth())
        .isEqualTo(8 * 34 - 2);
    List<WrittenEvents.Value> weights = events.values("latent_weights/layer2.0.conv1");
    assertThat(weights).extracting(WrittenEvents.Value::step).containsExactly(0L, 1L);
    assertThat(weights.get(0).value().getHisto().getNum()).isEqualTo(3 * 3 * 16 * 32);
    assertThat(events.steps().keySet())
        .filteredOn(tag -> tag.startsWith("latent_weights/"))
        .hasSize(18);
  }

  /** The run stops with points after its checkpoint and a partial event, as after a kill. */
  @Test
  void resume_afterAKill_hasEveryPointOnce(FinishedRun finished) throws IOException {
    SmallRun run = new SmallRun(results.resolve("run"));
    assertDone(Program.run(run.begin("--max_steps", "4")));
    Path first = WrittenEvents.files(run.folder()).get(0);
    // What the uninterrupted run wrote up to the end of its first epoch, plus a partial event.
    byte[] ahead = Files.readAllBytes(WrittenEvents.files(finished.run().folder()).get(0));
    Files.write(first, Arrays.copyOf(ahead, ahead.length - 100));
    assertDone(Program.run(run.resume()));

    assertThat(WrittenEvents.files(run.folder())).hasSize(2).first().isEqualTo(first);
    WrittenEvents events = WrittenEvents.in(run.folder());
    WrittenEvents whole = WrittenEvents.in(finished.run().folder());
    assertThat(events.steps()).isEqualTo(whole.steps());
    assertThat(events.graphs()).isEqualTo(1);
    assertThat(timeless(events)).isEqualTo(timeless(whole));
  }

  @Test
  void noTensorBoard_writesNone_andAResumedRunKeepsToIt() throws IOException {
    SmallRun run = new SmallRun(results.resolve("without"));
    assertDone(Program.run(run.beginReal("--max_steps", "2", "--no_tensorboard")));
    assertDone(Program.run(run.resume("--max_steps", "1")));
    assertThat(WrittenEvents.files(run.folder())).isEmpty();
  }

  /** Every curve that does not depend on the machine's speed. */
  private static Map<String, List<Point>> timeless(WrittenEvents events) {
    Map<String, List<Point>> curves = new HashMap<>();
    for (String tag : events.steps().keySet()) {
      if (!tag.endsWith("images_per_second")
          && !tag.endsWith("data_wait")
          && !tag.endsWith("seconds")) {
        curves.put(tag, events.points(tag));
      }
    }
    return curves;
  }

  private static void assertDone(Program program) {
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
  }
}
