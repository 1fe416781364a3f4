package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.recu.checkpoint.Progress;
import org.recu.golden.GoldenNetwork;
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.PyTorchWriter;
import org.recu.pytorch.TorchResource;
import org.recu.pytorch.TorchTensor;
import org.recu.weights.CheckpointWeights;

/** Exports this program's own models as PyTorch files. */
@ExtendWith(FinishedRun.Once.class)
final class PyTorchExportTest {

  /** Number of weights on the mean of their filter. */
  private static final int NEAR = 16;

  @TempDir private Path place;

  private static Program export(Path model, Path output) {
    return Program.run(
        "export",
        "--model_path",
        model.toString(),
        "--format",
        "pytorch",
        "--output",
        output.toString());
  }

  @Test
  void export_run_holdsEveryNumberOfItsBestEpoch(FinishedRun finished) throws IOException {
    SmallRun run = finished.run();
    Path file = place.resolve("deep/first.pth.tar");
    Program program = export(run.folder(), file);
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    Checkpoint best = Checkpoint.open(run.checkpoint("best").toRealPath());
    assertThat(program.outLines())
        .singleElement()
        .asString()
        // Weights so near to the mean of their filter that they are moved may or may not be there.
        .startsWith(
            "exported resnet20_1w1a of %s to %s: 157 tensors, read back the same"
                .formatted(best.folder(), file));
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**/.*");

    PyTorchFile written = PyTorchFile.read(file);
    Progress progress = best.state().progress();
    assertThat(written.notes())
        .containsExactly(
            Map.entry("epoch", (long) progress.position().epoch()),
            Map.entry("model", "resnet20_1w1a"),
            Map.entry("best_prec1", progress.best().orElseThrow().top1()));
    assertThat(written.stateDict().keySet())
        .containsExactlyElementsOf(
            GoldenNetwork.of("cifar", "resnet20_1w1a").stateDict().stream()
                .map(GoldenNetwork.Entry::name)
                .toList());
    Map<String, TorchTensor> own = new CheckpointWeights(best).stateDict();
    own.forEach(
        (name, tensor) ->
            assertThat(written.stateDict().get(name).floats())
                .as(name)
                // A weight that is moved lands up to 4e-6 of the filter's root mean square away.
                .containsExactly(tensor.floats(), within(1e-5f)));
    assertThat(written.stateDict().get("layer1.0.conv1.tau").floats())
        .containsExactly((float) progress.tau());
    assertThat(written.stateDict().get("bn1.num_batches_tracked").number())
        .isEqualTo(progress.globalStep());
  }

  /** At this rate no step changes a weight. */
  @Test
  void export_weightsOnTheMeanOfTheirFilter_movesThemAndNoOthers() throws IOException {
    SmallRun run = new SmallRun(place.resolve("near"));
    String[] words =
        run.begin("--pretrained", near().toString(), "--lr", "1e-30", "--weight_decay", "0");
    Program trained = Program.run(words);
    assertThat(trained.exitCode()).as(trained.err()).isEqualTo(Recu.DONE);
    Path file = place.resolve("moved.pth.tar");
    Program program = export(run.folder(), file);
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);

    Checkpoint best = Checkpoint.open(run.checkpoint("best").toRealPath());
    Map<String, TorchTensor> written = PyTorchFile.read(file).stateDict();
    int moved = 0;
    for (Map.Entry<String, TorchTensor> own : new CheckpointWeights(best).stateDict().entrySet()) {
      float[] before = own.getValue().floats();
      float[] after = written.get(own.getKey()).floats();
      for (int i = 0; i < before.length; i++) {
        if (after[i] != before[i]) {
          assertThat(own.getKey()).matches("layer.*conv.\\.weight");
          assertThat(Math.abs(after[i] - before[i])).isLessThan(1e-6f);
          moved++;
        }
      }
    }
    assertThat(moved).isBetween(NEAR / 2, NEAR + 8);
    assertThat(program.outLines())
        .singleElement()
        .asString()
        .endsWith(
            "; %d weights moved off the mean of their filters, where rounding would decide a sign"
                .formatted(moved));
  }

  /**
   * A file in which a weight of each of some filters is on their mean, as far as float32 has it.
   */
  private Path near() throws IOException {
    PyTorchFile golden = PyTorchFile.read(TorchResource.golden("resnet20_zip.pth.tar", place));
    Map<String, TorchTensor> stateDict = new LinkedHashMap<>(golden.stateDict());
    TorchTensor tensor = stateDict.get("layer2.1.conv1.weight");
    float[] weight = tensor.floats();
    int size = weight.length / Math.toIntExact(tensor.shape().get(0));
    for (int filter = 0; filter < NEAR; filter++) {
      double others = 0;
      for (int i = 1; i < size; i++) {
        others += weight[filter * size + i];
      }
      double side = filter % 2 == 0 ? 1 : -1;
      weight[filter * size] = (float) (others / (size - 1) + side * 3e-9);
    }
    stateDict.put("layer2.1.conv1.weight", TorchTensor.of(weight, tensor.shape()));
    Path file = place.resolve("near.pth.tar");
    try (OutputStream out = Files.newOutputStream(file)) {
      PyTorchWriter.write(out, Map.of("state_dict", stateDict));
    }
    return file;
  }

  @Test
  void export_checkpoint_isEvaluatedTheSame(FinishedRun finished) throws IOException {
    SmallRun run = finished.run();
    Path file = place.resolve("last.pth.tar");
    Path checkpoint = run.checkpoint(SmallRun.LAST_CHECKPOINT);
    assertThat(export(checkpoint, file).exitCode()).isEqualTo(Recu.DONE);
    Path again = place.resolve("again.pth.tar");
    assertThat(export(checkpoint, again).exitCode()).isEqualTo(Recu.DONE);
    assertThat(again).hasSameBinaryContentAs(file);
    Map<String, Object> ofFile = evaluate(file);
    assertThat(ofFile).containsKey("file");
    Map<String, Object> ofCheckpoint = evaluate(checkpoint);
    for (String key : new String[] {"loss", "top1", "top5", "images"}) {
      assertThat(ofFile).containsEntry(key, ofCheckpoint.get(key));
    }
  }

  private static Map<String, Object> evaluate(Path model) throws IOException {
    return EvaluationJson.of(model, "--dataset", "shapes", "--limit_test", "40");
  }

  @Test
  void export_whatCannotBe_isRefused(FinishedRun finished) throws IOException {
    SmallRun run = finished.run();
    Path file = TorchResource.golden("resnet20_zip.pth.tar", place);
    refused(file, place.resolve("x")).names(file + " is a PyTorch file already");
    refused(run.savedModel(), place.resolve("x"))
        .names(run.savedModel() + " is a SavedModel, which has only the signs of the weights");
    refused(run.folder(), file).names(file + ": already exists; nothing was overwritten");
    Path below = Files.createFile(place.resolve("file")).resolve("x.pth.tar");
    refused(run.folder(), below).names(below.getParent() + ": not a folder");
    Refusal.of(
            Recu.MISUSED,
            place,
            "export",
            "--model_path",
            run.folder().toString(),
            "--format",
            "caffe")
        .names("--format: caffe is not one of savedmodel, packed, pytorch, onnx");
  }

  private Refusal refused(Path model, Path output) throws IOException {
    return Refusal.of(
        Recu.FAILED,
        place,
        "export",
        "--model_path",
        model.toString(),
        "--format",
        "pytorch",
        "--output",
        output.toString());
  }
}
