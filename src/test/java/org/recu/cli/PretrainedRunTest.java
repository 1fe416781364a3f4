package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.recu.checkpoint.Checkpoint;
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.PyTorchWriter;
import org.recu.pytorch.TorchResource;
import org.recu.pytorch.TorchTensor;
import org.recu.run.RunConfig;
import org.recu.weights.CheckpointWeights;

/** Runs that start from pretrained weights. */
@ExtendWith({ByConvolution.class, FinishedRun.Once.class})
final class PretrainedRunTest {

  private static final String ZIP = "resnet20_zip.pth.tar";

  /** Too low a learning rate to change any weight. */
  private static final String[] STILL = {"--lr", "1e-30", "--max_steps", "1"};

  @TempDir private Path place;

  private static Program begin(SmallRun run, String... more) {
    String[] words = run.begin(STILL);
    String[] all = new String[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Program.run(all);
  }

  private static Map<String, TorchTensor> weights(SmallRun run, String checkpoint)
      throws IOException {
    return new CheckpointWeights(Checkpoint.open(run.checkpoint(checkpoint))).stateDict();
  }

  private static void assertTaken(
      Map<String, TorchTensor> found, Map<String, TorchTensor> expected) {
    found.forEach(
        (name, tensor) -> {
          // A step changes the running statistics, whatever the learning rate.
          if (!name.contains("running")) {
            assertThat(tensor.shape()).as(name).isEqualTo(expected.get(name).shape());
            assertThat(tensor.floats()).as(name).containsExactly(expected.get(name).floats());
          }
        });
  }

  @Test
  void begin_pyTorchFile_startsAnewWithItsWeights() throws IOException {
    Path file = TorchResource.golden(ZIP, place);
    SmallRun run = new SmallRun(place.resolve("runs/finetuned"));
    Program program = begin(run, "--pretrained", file.toString());
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.outLines())
        .contains("initialised 119 of 119 parameters from " + file)
        .anyMatch(line -> line.startsWith("epoch 0 step 1/6"));
    assertTaken(weights(run, "latest"), PyTorchFile.read(file).stateDict());
    assertThat(Checkpoint.open(run.checkpoint("latest")).state().progress().globalStep())
        .isEqualTo(1);
    assertThat(RunConfig.read(run.folder().resolve("config.json")).options())
        .containsEntry("pretrained", file.toString())
        .containsEntry("partial", false);

    // Like a run that was killed before its first checkpoint.
    Map<String, TorchTensor> first = weights(run, "latest");
    Folders.delete(run.folder().resolve("checkpoints"));
    Folders.delete(run.savedModel());
    Program again = Program.run(run.resume("--max_steps", "1"));
    assertThat(again.exitCode()).as(again.err()).isEqualTo(Recu.DONE);
    assertThat(again.out()).contains("initialised 119 of 119 parameters");
    weights(run, "latest")
        .forEach(
            (name, tensor) ->
                assertThat(tensor.floats()).as(name).containsExactly(first.get(name).floats()));

    // Resumed from its own checkpoint, the run no longer needs the file.
    Files.delete(file);
    Program rest = Program.run(run.resume("--max_steps", "1"));
    assertThat(rest.exitCode()).as(rest.err()).isEqualTo(Recu.DONE);
    assertThat(rest.out()).doesNotContain("initialised");
    Refusal.of(Recu.MISUSED, place, run.resume("--pretrained", "another"))
        .names("--pretrained another contradicts the run's " + file);
  }

  @Test
  void begin_ourOwnRun_startsWithItsBestEpoch(FinishedRun finished) throws IOException {
    SmallRun run = new SmallRun(place.resolve("runs/again"));
    Path other = finished.run().folder();
    Program program = begin(run, "--pretrained", other.toString());
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertTaken(weights(run, "latest"), weights(finished.run(), "best"));
  }

  @Test
  void begin_fileThatDoesNotFit_isRefusedAndTakenInPart() throws IOException {
    Path file = TorchResource.golden("resnet20_mismatched.pth.tar", place);
    SmallRun run = new SmallRun(place.resolve("runs/part"));
    String difference =
        "missing: layer2.0.conv1.alpha; left over: layer3.9.conv1.weight;"
            + " of another shape: linear.weight is (100, 64), expected (10, 64)";
    Refusal.of(Recu.FAILED, place, run.begin("--pretrained", file.toString()))
        .names(
            file
                + " does not fit resnet20_1w1a with 10 classes (--partial loads what fits): "
                + difference);
    Program program = begin(run, "--pretrained", file.toString(), "--partial");
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.outLines())
        .contains("initialised 117 of 119 parameters from " + file + "; " + difference);
    Map<String, TorchTensor> found = weights(run, "latest");
    assertThat(found.remove("linear.weight").shape()).containsExactly(10L, 64L);
    float[] alpha = found.remove("layer2.0.conv1.alpha").floats();
    for (float scale : alpha) {
      assertThat(scale).as("drawn from [0, 1)").isBetween(0f, 1f);
    }
    assertTaken(found, PyTorchFile.read(file).stateDict());
  }

  /**
   * Fewer than half of the weights fit, because of a prefix or because another network is meant.
   */
  @Test
  void begin_partlyWithFewWeights_warnsWithTheCountAndTheReason() throws IOException {
    Map<String, TorchTensor> golden =
        PyTorchFile.read(TorchResource.golden(ZIP, place)).stateDict();
    Map<String, TorchTensor> prefixed = new LinkedHashMap<>();
    golden.forEach(
        (name, tensor) -> prefixed.put(name.equals("linear.bias") ? name : "arm." + name, tensor));
    Path file = place.resolve("arm.pth");
    try (OutputStream out = Files.newOutputStream(file)) {
      PyTorchWriter.write(out, Map.of("net", prefixed));
    }
    SmallRun run = new SmallRun(place.resolve("runs/few"));
    Program program = begin(run, "--pretrained", file.toString(), "--partial");
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    String warning =
        "warning: only 1 of the 119 parameters of resnet20_1w1a start from %s: without the prefix"
            .formatted(file);
    assertThat(program.err())
        .contains(file + ": took the 157 tensors of net")
        .contains(warning + " \"arm.\" of their names 119 would fit");
    assertThat(run.folder().resolve("train.log")).content().contains(warning);

    Refusal.of(
            Recu.FAILED,
            place,
            run.begin(
                "--pretrained",
                TorchResource.golden(ZIP, place).toString(),
                "--partial",
                "-a",
                "vgg_small_1w1a"))
        .names(
            "not even partly",
            "they are nearer to resnet20_1w1a with 10 classes, of which 119 of 119");
  }

  @Test
  void begin_whatHoldsNoWeights_isRefused(FinishedRun finished) throws IOException {
    SmallRun run = new SmallRun(place.resolve("runs/none"));
    Path savedModel = finished.run().savedModel();
    Refusal.of(Recu.FAILED, place, run.begin("--pretrained", savedModel.toString()))
        .names(savedModel + " is a SavedModel, which has only the signs of the weights");
    Path nowhere = place.resolve("nowhere.pth");
    Refusal.of(Recu.FAILED, place, run.begin("--pretrained", nowhere.toString()))
        .names(nowhere + " does not exist");
    for (String bad : new String[] {"evil.pth.tar", "truncated.pth.tar"}) {
      Path file = TorchResource.golden(bad, place);
      Refusal.of(Recu.FAILED, place, run.begin("--pretrained", file.toString(), "--partial"))
          .names(file + ": ");
    }
    Path file = TorchResource.golden(ZIP, place);
    Refusal.of(
            Recu.FAILED,
            place,
            run.begin("--pretrained", file.toString(), "--partial", "-a", "react_resnet18_1w1a"))
        .names(file + " does not fit react_resnet18_1w1a with 10 classes, not even partly");
  }
}
