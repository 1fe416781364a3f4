package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions of a trained model for image files of every kind. */
@ExtendWith(FinishedRun.Once.class)
final class PredictTest {

  @TempDir private Path place;

  /** For the test images as files, predict and training count equally many correct predictions. */
  @Test
  void predict_theTestPictures_agreesWithTheEvaluation(FinishedRun finished) throws IOException {
    Path folder = place.resolve("pictures");
    ShapePictures.write(folder, SmallRun.TEST_IMAGES, 0);
    SmallRun run = finished.run();
    List<String> names = Files.readAllLines(run.savedModel().resolve("assets/class_names.txt"));
    List<JsonNode> told = tell(run.folder(), folder.toString(), "--top_k", "100", "-bt", "7");
    assertThat(told).hasSize(SmallRun.TEST_IMAGES);
    int right = 0;
    for (int i = 0; i < told.size(); i++) {
      JsonNode picture = told.get(i);
      assertThat(fields(picture)).containsExactly("file", "predictions");
      assertThat(picture.get("file").asText())
          .isEqualTo(folder.resolve("%03d.png".formatted(i)).toString());
      List<JsonNode> predictions = new ArrayList<>();
      picture.get("predictions").forEach(predictions::add);
      assertThat(predictions)
          .extracting(p -> p.get("class").asText())
          .containsExactlyInAnyOrderElementsOf(names);
      assertThat(predictions).allSatisfy(p -> assertThat(fields(p)).hasSize(2));
      assertThat(predictions.stream().mapToDouble(p -> p.get("probability").asDouble()).sum())
          .isCloseTo(1, within(1e-9));
      String first = predictions.get(0).get("class").asText();
      right += first.equals(names.get(ShapePictures.label(i))) ? 1 : 0;
    }
    double best =
        run.metrics().stream().mapToDouble(e -> (double) e.get("val_top1")).max().orElseThrow();
    assertThat(100.0 * right / told.size()).isEqualTo(best);
    for (Path model : List.of(run.checkpoint("best"), run.savedModel())) {
      assertThat(tell(model, folder.toString(), "--top_k", "100", "-bt", "7")).isEqualTo(told);
    }
  }

  @Test
  void predict_aWiderPicture_isItsMiddle(FinishedRun finished) throws IOException {
    ShapePictures.write(place.resolve("square"), 3, 0);
    ShapePictures.write(place.resolve("wide"), 3, 21);
    List<JsonNode> square = tell(finished.run().folder(), place.resolve("square").toString());
    List<JsonNode> wide = tell(finished.run().folder(), place.resolve("wide").toString());
    for (int i = 0; i < 3; i++) {
      assertThat(wide.get(i).get("predictions")).isEqualTo(square.get(i).get("predictions"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plain.jpg", "gray.jpg", "cmyk.jpg", "progressive.jpg", "png_in_disguise.JPEG"})
  void predict_anyKindOfPicture_isTold(String name, FinishedRun finished) throws IOException {
    Path picture = golden(name);
    List<JsonNode> told = tell(finished.run().folder(), picture.toString());
    assertThat(told).hasSize(1);
    assertThat(told.get(0).get("predictions")).hasSize(5);
  }

  @Test
  void predict_asText_isALineAPicture(FinishedRun finished) throws IOException {
    ShapePictures.write(place, 1, 0);
    Path picture = place.resolve("000.png");
    JsonNode predictions =
        tell(finished.run().folder(), picture.toString(), "--top_k", "2").get(0).get("predictions");
    Program program = predict(finished.run().folder(), picture.toString(), "--top_k", "2");
    assertThat(program.outLines())
        .containsExactly(
            String.format(
                Locale.ROOT,
                "%s: %s %.1f %%, %s %.1f %%",
                picture,
                predictions.get(0).get("class").asText(),
                100 * predictions.get(0).get("probability").asDouble(),
                predictions.get(1).get("class").asText(),
                100 * predictions.get(1).get("probability").asDouble()));
  }

  @Test
  void predict_aFolder_takesThePicturesBelowItByName(FinishedRun finished) throws IOException {
    ShapePictures.write(place.resolve("b/deep"), 1, 0);
    ShapePictures.write(place.resolve("a"), 2, 0);
    Files.move(place.resolve("a/001.png"), place.resolve("a/001.PNG"));
    Files.writeString(place.resolve("a/labels.csv"), "no picture");
    Files.writeString(place.resolve("a/._000.png"), "another program's");
    assertThat(tell(finished.run().folder(), place.toString()))
        .extracting(told -> told.get("file").asText())
        .containsExactly(
            place.resolve("a/000.png").toString(),
            place.resolve("a/001.PNG").toString(),
            place.resolve("b/deep/000.png").toString());
  }

  @Test
  void predict_someAreNoPictures_namesThemAndTellsTheOthers(FinishedRun finished)
      throws IOException {
    ShapePictures.write(place.resolve("good"), 2, 0);
    Path first = place.resolve("good/000.png");
    Path second = place.resolve("good/001.png");
    Path text = golden("not_an_image.jpg");
    Path truncated = golden("truncated.jpg");
    Path nowhere = place.resolve("nowhere.png");
    Path empty = Files.createDirectory(place.resolve("empty"));
    Program program =
        predict(
            finished.run().folder(),
            first.toString(),
            text.toString(),
            truncated.toString(),
            nowhere.toString(),
            empty.toString(),
            second.toString(),
            "-bt",
            "2");
    assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
    assertThat(program.outLines()).hasSize(2);
    assertThat(program.outLines().get(0)).startsWith(first + ": ");
    assertThat(program.outLines().get(1)).startsWith(second + ": ");
    assertThat(program.errLines()).hasSize(4);
    assertThat(program.errLines().get(0)).startsWith("recu: " + text + ": ");
    assertThat(program.errLines().get(1)).startsWith("recu: " + truncated + ": ");
    assertThat(program.errLines().get(2))
        .isEqualTo("recu: " + nowhere + ": no such file or folder");
    assertThat(program.errLines().get(3)).startsWith("recu: " + empty + " has no images (.jpg ");
  }

  @Test
  void predict_aNameThatIsNotUtf8_isReadWithItsFolder(FinishedRun finished) throws Exception {
    assumeTrue("UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding")));
    ShapePictures.write(place.resolve("good"), 1, 0);
    Process moved =
        new ProcessBuilder("sh", "-c", "mv 000.png \"$(printf 'b\\344d.png')\"")
            .directory(place.resolve("good").toFile())
            .start();
    assumeTrue(moved.waitFor() == 0);
    Path typed = place.resolve("good/b\uFFFDd.png");
    Program program =
        predict(finished.run().folder(), place.resolve("good").toString(), typed.toString());
    assertThat(program.outLines()).hasSize(1);
    assertThat(program.outLines().get(0)).startsWith(place.resolve("good") + "/b\\xE4d.png: ");
    assertThat(program.errLines())
        .containsExactly(
            "recu: "
                + typed
                + ": a name that is not UTF-8 cannot be typed: name its folder, or rename it");
  }

  /** In a process of its own: native libraries write past Java. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "standard error is not diverted there")
  void predict_strayBytesBeforeTheEndOfAJpeg_isToldQuietly(FinishedRun finished) throws Exception {
    Path file = golden("plain.jpg");
    byte[] plain = Files.readAllBytes(file);
    byte[] stray = Arrays.copyOf(plain, plain.length + 7);
    System.arraycopy(plain, plain.length - 2, stray, stray.length - 2, 2);
    Arrays.fill(stray, plain.length - 2, stray.length - 2, (byte) 5);
    Files.write(file, stray);
    Path nowhere = place.resolve("nowhere.png");
    try (ChildProgram program =
        ChildProgram.startIn(
            Map.of(),
            "predict",
            "--model_path",
            finished.run().folder().toString(),
            "--gpus",
            "cpu",
            file.toString(),
            nowhere.toString())) {
      program.awaitLine(file + ": ");
      assertThat(program.nextError()).isEqualTo("recu: " + nowhere + ": no such file or folder");
      assertThat(program.nextError()).isNull();
      assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
    }
  }

  @Test
  void predict_aSavedModelThatNamesNoClasses_givesTheirNumbers(FinishedRun finished)
      throws IOException {
    ShapePictures.write(place.resolve("pictures"), 1, 0);
    Path model = finished.run().copyTo(place.resolve("run")).savedModel();
    Files.delete(model.resolve("assets/model.json"));
    JsonNode told = tell(model, place.resolve("pictures").toString(), "--top_k", "10").get(0);
    assertThat(told.get("predictions"))
        .extracting(prediction -> prediction.get("class").asText())
        .containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Test
  void predict_noModelThere_isRefused() throws IOException {
    ShapePictures.write(place, 1, 0);
    Path nowhere = place.resolve("nowhere");
    Refusal.of(
            Recu.FAILED,
            place,
            "predict",
            "--model_path",
            nowhere.toString(),
            place.resolve("000.png").toString(),
            "--gpus",
            "cpu")
        .names(nowhere, "does not exist");
  }

  private Path golden(String name) throws IOException {
    try (InputStream in = PredictTest.class.getResourceAsStream("/golden/jpeg/" + name)) {
      Path file = place.resolve(name);
      Files.copy(in, file);
      return file;
    }
  }

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Program predict(Path model, String... more) {
    List<String> words = new ArrayList<>(List.of("predict", "--model_path", model.toString()));
    words.addAll(List.of("--gpus", "cpu", "--workers", "2"));
    words.addAll(List.of(more));
    return Program.run(words.toArray(String[]::new));
  }

  /** The {@code --json} output, with one object per image. */
  private static List<JsonNode> tell(Path model, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of(more));
    words.add("--json");
    Program program = predict(model, words.toArray(String[]::new));
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.err()).isEmpty();
    List<JsonNode> told = new ArrayList<>();
    for (String line : program.outLines()) {
      told.add(new ObjectMapper().readTree(line));
    }
    return told;
  }
}
