package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.recu.graph.Device;
import org.recu.graph.DeviceGroup;
import org.tensorflow.proto.SavedModel;

/** Evaluates a run's model in each of its forms. */
@ExtendWith(FinishedRun.Once.class)
final class EvaluatedModelTest {

  @Test
  void evaluate_runCheckpointAndSavedModel_agreeToTheLastDigit(FinishedRun finished)
      throws IOException {
    SmallRun run = finished.run();
    Map<String, Object> ofRun = evaluate(run.folder());
    assertThat(ofRun)
        .containsOnlyKeys("loss", "top1", "top5", "images", "images_per_second")
        .containsEntry("images", SmallRun.TEST_IMAGES);
    assertThat((double) ofRun.get("images_per_second")).isPositive();

    Map<String, Object> best = run.metrics().get(bestEpoch(run));
    assertThat(ofRun)
        .as("what training found of its best epoch")
        .containsEntry("loss", best.get("val_loss"))
        .containsEntry("top1", best.get("val_top1"))
        .containsEntry("top5", best.get("val_top5"));

    assertSame(evaluate(run.checkpoint("best")), ofRun);
    assertSame(evaluate(run.savedModel()), ofRun);
  }

  @Test
  void evaluate_savedModelOfOneSignatureAlone_isThatOne(FinishedRun finished, @TempDir Path place)
      throws IOException {
    Path older = finished.run().copyTo(place.resolve("run")).savedModel();
    Path file = older.resolve("all_signatures/saved_model.pb");
    SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
    model.getMetaGraphsBuilder(0).removeSignatureDef("serving_one_bit");
    Files.write(file, model.build().toByteArray());
    assertSame(evaluate(older), evaluate(finished.run().savedModel()));
  }

  @Test
  void evaluate_anotherCheckpointOfTheRun_isThatEpochs(FinishedRun finished) throws IOException {
    SmallRun run = finished.run();
    int other = 1 - bestEpoch(run);
    assertThat(evaluate(run.checkpoint("epoch-000" + other)))
        .containsEntry("loss", run.metrics().get(other).get("val_loss"));
  }

  @Test
  void evaluate_published_reads(FinishedRun finished) throws IOException {
    Map<String, Object> json = evaluate(finished.run().savedModel());
    Program program =
        Program.run(
            "-e",
            finished.run().savedModel().toString(),
            "--dataset",
            "shapes",
            "--gpus",
            "cpu",
            "--limit_test",
            "40",
            "-bt",
            "7");
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.err()).isEmpty();
    assertThat(program.outLines())
        .singleElement()
        .asString()
        .startsWith(
            String.format(
                Locale.ROOT,
                "loss %.4f  top1 %.2f %%  top5 %.2f %%  40 images  ",
                (double) json.get("loss"),
                (double) json.get("top1"),
                (double) json.get("top5")));
  }

  @Test
  void evaluate_noGpuIsThere_saysSoAndGoesOn(FinishedRun finished) {
    assumeThat(DeviceGroup.of(new Device(OptionalInt.of(0))).isAvailable())
        .as("a GPU is there")
        .isFalse();
    Program program =
        Program.run(
            "evaluate",
            "--model_path",
            finished.run().savedModel().toString(),
            "--gpus",
            "0",
            "--limit_test",
            "4");
    assertThat(program.exitCode()).isEqualTo(Recu.DONE);
    assertThat(program.errLines())
        .containsExactly("recu: no GPU is visible to TensorFlow: running on the CPU");
    assertThat(program.outLines()).singleElement().asString().contains("  4 images  ");
  }

  /**
   * The {@code --json} result, which is all of standard output. The batches are those of the run:
   * the last bits of a logit may depend on how many images are classified together.
   */
  private static Map<String, Object> evaluate(Path model) throws IOException {
    Program program =
        Program.run(
            "evaluate",
            "--model_path",
            model.toString(),
            "--limit_test",
            "40",
            "-bt",
            "16",
            "--gpus",
            "cpu",
            "--workers",
            "2",
            "--json");
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.err()).isEmpty();
    assertThat(program.outLines()).hasSize(1);
    return new ObjectMapper().readValue(program.out(), new TypeReference<>() {});
  }

  private static void assertSame(Map<String, Object> found, Map<String, Object> expected) {
    for (String key : new String[] {"loss", "top1", "top5", "images"}) {
      assertThat(found).containsEntry(key, expected.get(key));
    }
  }

  /** The best epoch, the earlier one if several are equal. */
  private static int bestEpoch(SmallRun run) throws IOException {
    double first = (double) run.metrics().get(0).get("val_top1");
    double second = (double) run.metrics().get(1).get("val_top1");
    return second > first ? 1 : 0;
  }
}
