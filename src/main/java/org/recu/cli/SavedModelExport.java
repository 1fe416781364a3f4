package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.recu.console.Console;
import org.recu.console.Message;
import org.recu.export.ExportCheck;
import org.recu.export.Exporter;
import org.recu.inference.ModelPath;
import org.recu.inference.SavedModelPath;
import org.recu.weights.TrainedNetwork;

/** {@code recu export --format savedmodel}. */
final class SavedModelExport {

  private SavedModelExport() {}

  /** Exports the model and returns what is reported about it. */
  static Message run(ExportSettings.Call call, ModelPath path, Console console) throws IOException {
    if (path instanceof SavedModelPath) {
      throw new IOException(
          "%s is a SavedModel already, expected a run folder, a checkpoint or a PyTorch file"
              .formatted(call.modelPath()));
    }
    TrainedNetwork trained = ExportCommand.network(call, path, console);
    Path output = call.output(trained.source(), trained.description());
    console.say(call.resolved(output));
    ExportCheck check = new Exporter().export(trained, output);
    Map<String, Object> fields =
        ExportCommand.fields(trained.description(), trained.source(), output);
    fields.put("images", check.images());
    fields.put("largest_difference", check.largestDifference());
    return Message.result(
        "exported",
        fields,
        String.format(
            Locale.ROOT,
            "exported %s of %s to %s: logits of %d images differ by at most %.3g",
            trained.description().name(),
            trained.source(),
            output,
            check.images(),
            check.largestDifference()));
  }
}
