package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains and evaluates on images in class folders, as a user does. */
final class FolderRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Without binary layers, on which nothing here depends. */
  private static final String SMALL = "resnet20_fp32";

  @TempDir private static Path shared;
  private static PhotoFolders photosOfWhole;
  private static SmallRun whole;

  @TempDir private Path place;
  private PhotoFolders photos;

  /** Trains a run that is never stopped, on images that nobody changes. */
  @BeforeAll
  static void trainWhole() throws IOException {
    photosOfWhole = PhotoFolders.make(shared.resolve("photos"));
    whole = new SmallRun(shared.resolve("results/whole"));
    assertDone(Program.run(begin(photosOfWhole, whole, SMALL, "32", "--no_shuffle")));
  }

  @BeforeEach
  void makePhotos() throws IOException {
    photos = PhotoFolders.make(place.resolve("photos"));
  }

  @Test
  void train_largeImages_evaluatesTheSameEverywhere() throws IOException {
    SmallRun run = new SmallRun(place.resolve("results/large"));
    Program program = Program.run(begin(run, "resnet18_fp32", "64", "--max_steps", "2"));
    assertDone(program);
    assertThat(program.outLines().get(0))
        .startsWith("resnet18_fp32 on folder: 28 training and 12 test images, seed 3, into ");
    assertThat(config(run))
        .containsEntry("dataset", "folder")
        .containsEntry("image_size", 64)
        .containsEntry("use_dali", false)
        .containsEntry("lighting", 0.0)
        .containsEntry("on_bad_image", "stop")
        .containsEntry("weight_decay", 1e-4);
    Path exported = place.resolve("exported");
    assertDone(
        Program.run(
            "export", "--model_path", run.folder().toString(), "--output", exported.toString()));
    Map<String, Object> ofRun = evaluate(run.folder());
    assertThat(ofRun).containsEntry("images", 12);
    assertThat(evaluate(exported)).isEqualTo(ofRun);
    assertThat(evaluate(run.checkpoint("best"))).isEqualTo(ofRun);
    assertThat(Files.readAllLines(exported.resolve("assets/class_names.txt")))
        .isEqualTo(PhotoFolders.CLASSES);
  }

  @Test
  void resume_stoppedInTheSecondEpoch_endsWithTheSameBytes() throws IOException {
    SmallRun parts = new SmallRun(place.resolve("results/parts"));
    assertDone(Program.run(begin(parts, SMALL, "32", "--no_shuffle", "--max_steps", "3")));
    assertThat(parts.checkpoints()).containsExactly("epoch-0000", "epoch-0001-step-000001");
    assertDone(Program.run(parts.resume("--workers", "3")));
    assertThat(parts.variables("epoch-0001")).isEqualTo(whole.variables("epoch-0001"));
    assertThat(parts.timelessMetrics()).isEqualTo(whole.timelessMetrics());
  }

  @Test
  void resume_filesChanged_trustsTheListingUntilAFolderIsNewer() throws IOException {
    photos.old();
    SmallRun run = new SmallRun(place.resolve("results/listed"));
    assertDone(Program.run(begin(run, SMALL, "32", "--max_steps", "1")));
    // With the folder's old timestamp, only a new listing would find the new file.
    photos.fill("train/square", 15);
    photos.old();
    Program resumed = Program.run(run.resume("--max_steps", "1"));
    assertDone(resumed);
    assertThat(resumed.outLines().get(0)).contains(": 28 training and 12 test images,");

    Files.delete(photos.file("train/square/p14.jpg"));
    photos.fill("train/disc", 16);
    Refusal.of(Recu.FAILED, place, run.resume())
        .names(
            photos.file("train") + " has changed since the run began: 2 are new (disc/p14.jpg and",
            run.folder().resolve("listing/train.files"));
    Files.delete(photos.file("train/disc/p14.jpg"));
    Files.delete(photos.file("train/disc/p15.jpg"));
    resumed = Program.run(run.resume("--max_steps", "1"));
    assertDone(resumed);
    assertThat(resumed.outLines().get(0)).contains(": 28 training");
  }

  @Test
  void train_badImageWithStop_isSavedNamedAndGoneOnFrom() throws IOException {
    Path bad = photos.file("train/square/p03.jpg");
    byte[] good = Files.readAllBytes(bad);
    Files.writeString(bad, "no picture at all");
    SmallRun run = new SmallRun(place.resolve("results/stopped"));
    Program stopped = Program.run(begin(run, SMALL, "32", "--no_shuffle"));
    assertThat(stopped.exitCode()).isEqualTo(Recu.FAILED);
    // It is the eighteenth of twenty-eight images, with fourteen per step.
    assertThat(stopped.errLines())
        .singleElement()
        .asString()
        .startsWith("recu: " + bad + ": ")
        .contains("the run is saved after 1 of 2 steps of epoch 0: --resume resumes it");
    assertThat(run.checkpoints()).containsExactly("epoch-0000-step-000001");

    Files.write(bad, good);
    assertDone(Program.run(run.resume()));
    assertThat(run.variables("epoch-0001")).isEqualTo(whole.variables("epoch-0001"));
  }

  @Test
  void train_badImagesWithSubstitute_areNotedTheSameInEveryRun() throws IOException {
    Path bad = photos.file("train/square/p03.jpg");
    Path worse = photos.file("val/disc/p00.jpg");
    Files.write(bad, new byte[0]);
    byte[] bytes = Files.readAllBytes(worse);
    Files.write(worse, Arrays.copyOf(bytes, bytes.length / 2));

    SmallRun run = new SmallRun(place.resolve("results/whole"));
    String[] options = {"--on_bad_image", "substitute"};
    Program program = Program.run(begin(run, SMALL, "32", options));
    assertDone(program);
    assertThat(program.outLines())
        .anyMatch(line -> line.startsWith(bad + ": ") && line.endsWith(" takes its place"))
        .anyMatch(line -> line.startsWith(worse + ": ") && line.endsWith(" takes its place"))
        .anyMatch(line -> line.startsWith("2 images could not be read and were substituted"));
    List<Map<String, Object>> lines = badImages(run);
    assertThat(lines)
        .extracting(line -> line.get("half") + " " + line.get("epoch") + " " + line.get("file"))
        .containsExactly("train 0 " + bad, "test 0 " + worse, "train 1 " + bad, "test 1 " + worse);
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat((String) line.get("substitute")).isNotEqualTo(line.get("file"));
              assertThat(Path.of((String) line.get("substitute"))).isRegularFile();
              assertThat((String) line.get("problem")).startsWith(line.get("file") + ": ");
            });

    SmallRun parts = new SmallRun(place.resolve("results/parts"));
    assertDone(
        Program.run(
            begin(
                parts,
                SMALL,
                "32",
                "--on_bad_image",
                "substitute",
                "--max_steps",
                "3",
                "--workers",
                "4")));
    assertDone(Program.run(parts.resume()));
    assertThat(badImages(parts)).isEqualTo(lines);
    assertThat(parts.variables("epoch-0001")).isEqualTo(run.variables("epoch-0001"));

    Program evaluated =
        Program.run(evaluation(run.folder(), "--on_bad_image", "substitute", "--json"));
    assertDone(evaluated);
    assertThat(evaluated.out()).contains("\"substituted\":1");
    assertThat(evaluated.errLines()).singleElement().asString().startsWith(worse + ": ");
    Refusal.of(Recu.FAILED, place, evaluation(run.folder())).names(worse.toString());
  }

  @Test
  void evaluate_otherClasses_isRefused() throws IOException {
    PhotoFolders others = new PhotoFolders(place.resolve("others"));
    others.fill("val/disc", 1);
    others.fill("val/triangle", 1);
    for (Path model : List.of(whole.folder(), whole.savedModel())) {
      String[] words = evaluation(model);
      words[4] = others.root().toString();
      Refusal.of(Recu.FAILED, place, words)
          .names("class 1 is square in the model, triangle in the dataset");
    }
    others.fill("val/star", 1);
    String[] words = evaluation(whole.folder());
    words[4] = others.root().toString();
    Refusal.of(Recu.FAILED, place, words).names("has 2 classes, but dataset folder has 3");
  }

  @Test
  void train_fastLoader_isTakenAndRecorded() throws IOException {
    SmallRun run = new SmallRun(place.resolve("results/fast"));
    assertDone(Program.run(begin(run, SMALL, "32", "--use_dali", "--max_steps", "1")));
    assertThat(config(run)).containsEntry("use_dali", true).containsEntry("lighting", null);
    assertDone(Program.run(evaluation(run.folder(), "--use_dali")));
  }

  @Test
  void export_pyTorchFileOfAFolder_takesTheSizeThatIsSaid() throws IOException {
    String file = place.resolve("run.pth.tar").toString();
    assertDone(
        Program.run(
            "export",
            "--model_path",
            whole.folder().toString(),
            "--format",
            "pytorch",
            "--output",
            file));
    Path exported = place.resolve("exported");
    String[] words = {
      "export",
      "--model_path",
      file,
      "--output",
      exported.toString(),
      "--dataset",
      "folder",
      "--data_path",
      photos.root().toString(),
      "--image_size",
      "32"
    };
    assertDone(Program.run(words));
    assertThat(evaluate(exported)).isEqualTo(evaluate(whole.folder()));
    words[6] = "shapes";
    words[10] = "64";
    Refusal.of(Recu.FAILED, place, words).names("shapes has images of 32 pixels, not of 64");
  }

  private String[] begin(SmallRun run, String model, String size, String... more) {
    return begin(photos, run, model, size, more);
  }

  private static String[] begin(
      PhotoFolders photos, SmallRun run, String model, String size, String... more) {
    List<String> words = new ArrayList<>(List.of("train", "--dataset", "folder"));
    words.addAll(List.of("--data_path", photos.root().toString(), "--image_size", size));
    words.addAll(List.of("--model", model, "--gpus", "cpu", "--seed", "3", "--epochs", "2"));
    words.addAll(List.of("-b", "14", "-bt", "7", "--workers", "2"));
    words.addAll(
        List.of(
            "--results_dir",
            run.folder().getParent().toString(),
            "--save",
            run.folder().getFileName().toString()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private String[] evaluation(Path model, String... more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("evaluate", "--model_path", model.toString()));
    words.addAll(List.of("--data_path", photos.root().toString(), "--gpus", "cpu", "-bt", "5"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private Map<String, Object> evaluate(Path model) throws IOException {
    Program program = Program.run(evaluation(model, "--json"));
    assertDone(program);
    Map<String, Object> result = JSON.readValue(program.out(), new TypeReference<>() {});
    result.remove("images_per_second");
    return result;
  }

  private static Map<String, Object> config(SmallRun run) throws IOException {
    return JSON.readValue(
        Files.readString(run.folder().resolve("config.json")), new TypeReference<>() {});
  }

  private static List<Map<String, Object>> badImages(SmallRun run) throws IOException {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.folder().resolve("bad_images.jsonl"))) {
      lines.add(JSON.readValue(line, new TypeReference<>() {}));
    }
    return lines;
  }

  private static void assertDone(Program program) {
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
  }
}
