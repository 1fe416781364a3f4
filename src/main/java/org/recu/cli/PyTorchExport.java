package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.ModelDescription;
import org.recu.console.Console;
import org.recu.console.Message;
import org.recu.export.PyTorchExporter;
import org.recu.inference.ModelPath;
import org.recu.inference.PyTorchPath;
import org.recu.inference.TrainedPath;

/** {@code recu export --format pytorch}. */
final class PyTorchExport {

  private PyTorchExport() {}

  /** Exports the model and returns what is reported about it. */
  static Message run(ExportSettings.Call call, ModelPath path, Console console) throws IOException {
    if (!(path instanceof TrainedPath trained)) {
      throw new IOException(
          "%s is %s%s; expected a run folder or a checkpoint"
              .formatted(
                  call.modelPath(),
                  path.noun(),
                  path instanceof PyTorchPath
                      ? " already"
                      : ", which has only the signs of the weights"));
    }
    Checkpoint checkpoint = trained.checkpoint();
    ModelDescription model = checkpoint.state().model();
    call.model().requireNetwork(checkpoint.folder(), model.name());
    Path output = call.output(checkpoint.folder(), model);
    console.say(call.resolved(output));
    PyTorchExporter.Written written = PyTorchExporter.export(checkpoint, output);
    Map<String, Object> fields = ExportCommand.fields(model, checkpoint.folder(), output);
    fields.put("tensors", written.tensors());
    fields.put("moved", written.moved());
    return Message.result(
        "exported",
        fields,
        "exported %s of %s to %s: %d tensors, read back the same%s"
            .formatted(
                model.name(),
                checkpoint.folder(),
                output,
                written.tensors(),
                moved(written.moved())));
  }

  private static String moved(int weights) {
    if (weights == 0) {
      return "";
    }
    return "; %d %s moved off the mean of %s, where rounding would decide a sign"
        .formatted(
            weights,
            weights == 1 ? "weight" : "weights",
            weights == 1 ? "its filter" : "their filters");
  }
}
