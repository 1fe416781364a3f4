package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Exports a run as an ONNX model. */
@ExtendWith(FinishedRun.Once.class)
final class OnnxExportTest {

  @TempDir private Path place;

  @Test
  void export_run_saysWhatItIsAndOverwritesNothing(FinishedRun finished) throws IOException {
    Path file = place.resolve("deep/first.onnx");
    String[] words = {
      "export",
      "--model_path",
      finished.run().folder().toString(),
      "--format",
      "onnx",
      "--output",
      file.toString()
    };
    Program program = Program.run(words);
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.outLines())
        .singleElement()
        .asString()
        .matches(
            "exported resnet20_1w1a of \\S+ to \\S+first\\.onnx: [0-9]+ operators, read back the"
                + " same");
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**/.*");
    ModelProto model;
    try (InputStream in = Files.newInputStream(file)) {
      model = ModelProto.parseFrom(in);
    }
    assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(13);
    Map<String, String> notes =
        model.getMetadataPropsList().stream()
            .collect(
                Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
    double best =
        finished.run().metrics().stream()
            .mapToDouble(epoch -> (double) epoch.get("val_top1"))
            .max()
            .orElseThrow();
    assertThat(notes)
        .containsEntry("model", "resnet20_1w1a")
        .containsEntry("dataset", "shapes")
        .containsEntry("top1", Double.toString(best));

    Refusal.of(Recu.FAILED, place, words).names("first.onnx", "already exists");
  }

  @Test
  void export_savedModel_saysWhatIsExpected(FinishedRun finished) throws IOException {
    Refusal.of(
            Recu.FAILED,
            place,
            "export",
            "--model_path",
            finished.run().savedModel().toString(),
            "--format",
            "onnx")
        .names("is a SavedModel, which has only the signs of the weights; expected a run folder");
  }
}
