package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.PyTorchWriter;
import org.recu.pytorch.TorchTensor;

/** Two-stage training, with a teacher trained by this program. */
@ExtendWith(ByConvolution.class)
final class TwoStageRunTest {

  @TempDir private static Path place;
  private static SmallRun teacher;

  @BeforeAll
  static void trainTeacher() {
    teacher = new SmallRun(place.resolve("teacher"));
    done(teacher.beginReal("--epochs", "1"));
  }

  @Test
  void train_twoStagesWithTeacher_tellItsTimeAndEvaluateAlikeFromRunAndSavedModel()
      throws IOException {
    SmallRun stage1 = new SmallRun(place.resolve("stage1"));
    Program program =
        done(
            stage1.begin(
                "--model",
                "react_resnet18_1w1a",
                "--stage",
                "1",
                "--teacher",
                teacher.savedModel().toString(),
                "--epochs",
                "1",
                "--limit_train",
                "15",
                "--limit_test",
                "20",
                "--optimizer",
                "adam",
                "--lr",
                "1e-3",
                "--weight_decay",
                "0",
                "--lr_type",
                "linear"));
    assertThat(program.outLines().get(0)).startsWith("react_resnet18_32w1a on shapes: ");
    assertThat(program.out()).containsPattern("data wait .* %  teacher [0-9.]+ s");
    Map<String, Object> line = stage1.metrics().get(0);
    assertThat((double) line.get("teacher_seconds")).isPositive();
    assertThat((double) line.get("teacher_seconds")).isLessThan((double) line.get("seconds"));

    Map<String, Object> ofRun = evaluate(stage1.folder());
    assertThat(ofRun).containsEntry("loss", line.get("val_loss"));
    assertThat(evaluate(stage1.savedModel())).containsEntry("loss", ofRun.get("loss"));

    SmallRun stage2 = new SmallRun(place.resolve("stage2"));
    Program second = done(secondStage(stage2, stage1.folder()));
    assertThat(second.outLines().get(0)).startsWith("react_resnet18_1w1a on shapes: ");
    assertThat(second.outLines().get(1))
        .startsWith("initialised 182 of 182 parameters from " + stage1.folder());
    assertThat(evaluate(stage2.savedModel()))
        .containsEntry("loss", evaluate(stage2.folder()).get("loss"));

    Path file = place.resolve("stage1.pth.tar");
    done(
        "export",
        "--model_path",
        stage1.folder().toString(),
        "--format",
        "pytorch",
        "--output",
        file.toString());
    assertThat(evaluate(file, "--dataset", "shapes"))
        .as("as the first stage that it is noted to be")
        .containsEntry("loss", ofRun.get("loss"));
    PyTorchFile exported = PyTorchFile.read(file);
    assertThat(exported.notes())
        .containsEntry("model", "resnet18_32w1a")
        .containsEntry("recu_model", "react_resnet18_32w1a");
    Path published = published(exported.stateDict());
    Refusal.of(
            Recu.FAILED,
            place,
            "evaluate",
            "--dataset",
            "shapes",
            "--model_path",
            published.toString())
        .names("react_resnet18_1w1a", "react_resnet18_32w1a", "state it with --model");
    assertThat(evaluate(published, "--dataset", "shapes", "-a", "react_resnet18_32w1a"))
        .containsEntry("loss", ofRun.get("loss"));
    SmallRun fromFile = new SmallRun(place.resolve("stage2-from-file"));
    assertThat(done(secondStage(fromFile, file, "--max_steps", "1")).outLines().get(1))
        .startsWith("initialised 182 of 182 parameters from " + file);
    assertThat(fromFile.steps().get(0).get("loss")).isEqualTo(stage2.steps().get(0).get("loss"));
  }

  /** The published program notes the name of the second stage in files of both. */
  private static Path published(Map<String, TorchTensor> stateDict) throws IOException {
    Path file = place.resolve("published.pth.tar");
    try (OutputStream out = Files.newOutputStream(file)) {
      PyTorchWriter.write(out, Map.of("model", "resnet18_1w1a", "state_dict", stateDict));
    }
    return file;
  }

  private static String[] secondStage(SmallRun run, Path stage1, String... more) {
    List<String> words = new ArrayList<>(List.of("--model", "react_resnet18_1w1a"));
    words.addAll(List.of("--stage1", stage1.toString()));
    words.addAll(List.of("--teacher", teacher.savedModel().toString()));
    words.addAll(List.of("--epochs", "1", "--limit_train", "15", "--limit_test", "20"));
    words.add("--log_steps");
    words.addAll(List.of(more));
    return run.begin(words.toArray(String[]::new));
  }

  @Test
  void train_withTeacher_isResumedExactly() throws IOException {
    SmallRun whole = new SmallRun(place.resolve("whole"));
    String[] taught = {"--teacher", teacher.folder().toString()};
    done(whole.beginReal(taught));
    SmallRun broken = new SmallRun(place.resolve("broken"));
    done(broken.beginReal(taught[0], taught[1], "--max_steps", "8"));
    done(broken.resume());
    assertThat(broken.variables("epoch-0001")).isEqualTo(whole.variables("epoch-0001"));
    assertThat(broken.metrics().get(1).get("train_loss"))
        .isEqualTo(whole.metrics().get(1).get("train_loss"));

    // The teacher's own first epoch was the same one without a teacher.
    assertThat(teacher.variables("epoch-0000")).isNotEqualTo(whole.variables("epoch-0000"));
    assertThat(teacher.metrics().get(0)).doesNotContainKey("teacher_seconds");
  }

  @Test
  void train_cachedTeacher_learnsTheSameAndGoesOnExactly() throws IOException {
    List<String> taught =
        List.of("--teacher", teacher.savedModel().toString(), "--no_augment", "--log_steps");
    SmallRun asked = new SmallRun(place.resolve("asked"));
    List<String> words = new ArrayList<>(taught);
    words.addAll(List.of("--max_steps", "1"));
    done(asked.beginReal(words.toArray(String[]::new)));
    words = new ArrayList<>(taught);
    words.add("--cache_teacher");
    SmallRun cached = new SmallRun(place.resolve("cached"));
    Program program = done(cached.beginReal(words.toArray(String[]::new)));
    assertThat(program.outLines().get(1))
        .startsWith("cached the teacher's logits of " + SmallRun.IMAGES + " images in ");
    // The same images in other batches: the last bits of their logits may differ.
    assertThat((double) cached.steps().get(0).get("loss"))
        .isCloseTo((double) asked.steps().get(0).get("loss"), within(1e-4));

    words.addAll(List.of("--max_steps", "8"));
    SmallRun broken = new SmallRun(place.resolve("broken-cached"));
    done(broken.beginReal(words.toArray(String[]::new)));
    done(broken.resume());
    assertThat(broken.variables("epoch-0001")).isEqualTo(cached.variables("epoch-0001"));
  }

  @Test
  void train_teacherThatDoesNotFit_isRefusedBeforeAnythingIsWritten() throws IOException {
    SmallRun run = new SmallRun(place.resolve("refused"));
    Refusal.of(Recu.FAILED, place, run.begin("--teacher", place.resolve("none-such").toString()))
        .names("none-such does not exist");
    Refusal.of(
            Recu.FAILED,
            place,
            run.begin("--teacher", teacher.savedModel().toString(), "--teacher_pixels", "unit"))
        .names(teacher.savedModel(), "takes bytes");
    Refusal.of(Recu.FAILED, place, run.begin("--model", "resnet34_1w1a"))
        .names("model resnet34_1w1a does not take images of 32 pixels");
  }

  private static Program done(String... words) {
    Program program = Program.run(words);
    assertThat(program.exitCode()).as(List.of(words) + "\n" + program.err()).isEqualTo(Recu.DONE);
    return program;
  }

  private static Map<String, Object> evaluate(Path model, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("--limit_test", "20", "-bt", "16"));
    words.addAll(List.of(more));
    return EvaluationJson.of(model, words.toArray(String[]::new));
  }
}
