package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.Progress;
import org.recu.golden.GoldenNetwork;
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.TorchResource;
import org.recu.pytorch.TorchTensor;
import org.recu.weights.CheckpointWeights;

/** Exports this program's own models as PyTorch files. */
@ExtendWith(FinishedRun.Once.class)
final class PyTorchExportTest {

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
                .containsExactly(tensor.floats(), within(1e-6f)));
    assertThat(written.stateDict().get("layer1.0.conv1.tau").floats())
        .containsExactly((float) progress.tau());
    assertThat(written.stateDict().get("bn1.num_batches_tracked").number())
        .isEqualTo(progress.globalStep());
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
