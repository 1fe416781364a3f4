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
    int tensors = PyTorchExporter.export(checkpoint, output);
    Map<String, Object> fields = ExportCommand.fields(model, checkpoint.folder(), output);
    fields.put("tensors", tensors);
    return Message.result(
        "exported",
        fields,
        "exported %s of %s to %s: %d tensors, read back the same"
            .formatted(model.name(), checkpoint.folder(), output, tensors));
  }
}
