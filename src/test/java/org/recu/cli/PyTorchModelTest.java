package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.PyTorchWriter;
import org.recu.pytorch.TorchResource;
import org.recu.pytorch.TorchTensor;

/** Reads files written by PyTorch with every command that accepts them. */
final class PyTorchModelTest {

  private static final String ZIP = "resnet20_zip.pth.tar";
  private static final String LEGACY = "resnet20_legacy.pth.tar";
  private static final String BARE = "resnet20_bare_dataparallel.pth";

  @TempDir private Path place;

  private Path golden(String name) throws IOException {
    return TorchResource.golden(name, place);
  }

  @Test
  void evaluate_everyFormOfTheSameWeights_givesTheSameScores() throws IOException {
    Map<String, Object> zip = evaluate(golden(ZIP));
    assertThat(zip)
        .containsOnlyKeys("loss", "top1", "top5", "images", "images_per_second", "file")
        .containsEntry("images", 40)
        .containsEntry("file", Map.of("epoch", 42, "model", "resnet20_1w1a", "best_prec1", 86.53));
    Map<String, Object> legacy = evaluate(golden(LEGACY));
    Map<String, Object> bare = evaluate(golden(BARE));
    assertThat(bare).doesNotContainKey("file");
    for (String key : new String[] {"loss", "top1", "top5", "images"}) {
      assertThat(legacy).containsEntry(key, zip.get(key));
      assertThat(bare).containsEntry(key, zip.get(key));
    }
  }

  @Test
  void evaluate_averageUnderAnotherKeyWithPrefixes_givesTheSameScoresAndSaysWhatItTook()
      throws IOException {
    Path zip = golden(ZIP);
    Map<String, TorchTensor> wrapped = new LinkedHashMap<>();
    PyTorchFile.read(zip)
        .stateDict()
        .forEach((name, tensor) -> wrapped.put("module._orig_mod." + name, tensor));
    Path file = place.resolve("averaged.pth");
    try (OutputStream out = Files.newOutputStream(file)) {
      PyTorchWriter.write(out, Map.of("model_ema", wrapped));
    }
    Program program =
        Program.run(
            "evaluate --gpus cpu --dataset shapes --limit_test 40 --json --model_path %s"
                .formatted(file)
                .split(" ", -1));
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    String took =
        file
            + ": took the 157 tensors of model_ema (an average of the weights over training),"
            + " without the prefix module._orig_mod.";
    assertThat(program.err()).contains(took);
    Program export =
        Program.run(
            "export --format packed --dataset shapes --model_path %s --output %s"
                .formatted(file, place.resolve("averaged.recu"))
                .split(" ", -1));
    assertThat(export.exitCode()).as(export.err()).isEqualTo(Recu.DONE);
    assertThat(export.err()).contains(took);
    Map<String, Object> scores =
        new ObjectMapper().readValue(program.out(), new TypeReference<>() {});
    assertThat(scores).containsEntry("loss", evaluate(zip).get("loss"));
  }

  private static Map<String, Object> evaluate(Path model) throws IOException {
    return EvaluationJson.of(model, "--dataset", "shapes", "--limit_test", "40");
  }

  @Test
  void evaluate_publishedSpelling_saysWhatTheFileHolds() throws IOException {
    Path file = golden(ZIP);
    Program program =
        Program.run(
            "-e",
            file.toString(),
            "-a",
            "resnet20_1w1a",
            "--dataset",
            "shapes",
            "--limit_test",
            "8",
            "--gpus",
            "cpu");
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.outLines()).hasSize(2);
    assertThat(program.outLines().get(0))
        .isEqualTo(
            "resnet20_1w1a with 10 classes from %s, which says: epoch 42, model resnet20_1w1a, best_prec1 86.53"
                .formatted(file));
    assertThat(program.outLines().get(1)).startsWith("loss ").contains("  8 images  ");
  }

  @Test
  void export_file_isTheSavedModelOfItsWeights() throws IOException {
    Path file = golden(LEGACY);
    Path output = place.resolve("model");
    Program program =
        Program.run(
            "export",
            "--model_path",
            file.toString(),
            "--dataset",
            "shapes",
            "--output",
            output.toString());
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.outLines())
        .singleElement()
        .asString()
        .startsWith("exported resnet20_1w1a of %s to %s: logits of 64".formatted(file, output));
    assertThat(output.resolve("assets/class_names.txt")).exists();
    Map<String, Object> original = evaluate(file);
    assertThat(evaluate(output))
        .containsEntry("loss", original.get("loss"))
        .containsEntry("top1", original.get("top1"));

    Path pictures = place.resolve("pictures");
    ShapePictures.write(pictures, 3, 0);
    Program ofModel = predict(output, pictures);
    assertThat(ofModel.outLines()).hasSize(3);
    Program ofFile = predict(file, pictures, "--dataset", "shapes");
    assertThat(ofFile.out()).isEqualTo(ofModel.out());
  }

  private static Program predict(Path model, Path pictures, String... more) {
    List<String> words = new ArrayList<>(List.of("predict", pictures.toString()));
    words.addAll(List.of("--model_path", model.toString(), "--gpus", "cpu", "--json"));
    words.addAll(List.of(more));
    Program program = Program.run(words.toArray(String[]::new));
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    return program;
  }

  @Test
  void exportAndPredict_withoutDataset_areRefused() throws IOException {
    Path file = golden(BARE);
    String message =
        file + " does not say which data set it was trained on: state it with --dataset";
    Refusal.of(Recu.FAILED, place, "export", "--model_path", file.toString()).names(message);
    Refusal.of(
            Recu.FAILED,
            place,
            "predict",
            place.toString(),
            "--gpus",
            "cpu",
            "--model_path",
            file.toString())
        .names(message);
  }

  @Test
  void evaluate_cifar10IsMeantAndNotThere_isRefused() throws IOException {
    Refusal.of(Recu.FAILED, place, "evaluate", "--model_path", golden(BARE).toString())
        .names("cifar10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resnet20_mismatched.pth.tar | missing: layer2.0.conv1.alpha; left over: layer3.9.conv1.weight; of another shape: linear.weight is (100, 64), expected (10, 64)",
        "truncated.pth.tar | truncated or damaged zip",
        "evil.pth.tar | the pickle names posix.system, expected tensors and plain data only; nothing of it was run"
      })
  void anyCommand_badFile_isRefusedInOneLine(String name, String message) throws IOException {
    Path file = golden(name);
    for (String command :
        List.of("evaluate --gpus cpu --model_path", "--gpus cpu -e", "export --model_path")) {
      List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
      words.addAll(List.of(file.toString(), "--model", "resnet20_1w1a", "--dataset", "shapes"));
      Refusal.of(Recu.FAILED, place, words.toArray(String[]::new)).names(file + ": ", message);
    }
    assertThat(Path.of("recu_pickle_was_executed")).doesNotExist();
  }

  @Test
  void evaluate_file_ofAnotherNetworkThanTyped_isRefused() throws IOException {
    Path file = golden(BARE);
    Refusal.of(
            Recu.FAILED,
            place,
            "evaluate",
            "--model_path",
            file.toString(),
            "--dataset",
            "shapes",
            "--model",
            "vgg_small_1w1a")
        .names(file + ": does not fit vgg_small_1w1a with 10 classes: missing: conv0.weight");
  }
}
