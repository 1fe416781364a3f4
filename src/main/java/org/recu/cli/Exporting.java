package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.recu.checkpoint.ModelPath;
import org.recu.export.ExportCheck;
import org.recu.export.Exporter;
import org.recu.nn.Device;
import org.recu.report.Console;
import org.recu.report.Message;
import org.recu.weights.TrainedNetwork;

/** {@code recu export}, once its words are read. */
final class Exporting implements Action<ExportOptions> {

  @Override
  public int run(ExportOptions options, Console console) throws IOException {
    NativeLog.quiet();
    ModelPath path = ModelPath.of(options.modelPath());
    if (path instanceof ModelPath.SavedModel) {
      throw new IOException(
          "%s is a SavedModel already, expected a run's folder, a checkpoint or a PyTorch file"
              .formatted(options.modelPath()));
    }
    TrainedNetwork trained = StoredModel.open(path, options.stated());
    Device device = Devices.pick(OptionalInt.empty(), console);
    Path output = options.output().orElseGet(() -> place(options.modelPath(), trained));
    Map<String, Object> resolved = new LinkedHashMap<>();
    resolved.put("model_path", options.modelPath().toString());
    resolved.put("output", output.toString());
    console.say(OutputSettings.options(resolved));
    ExportCheck check = new Exporter(device).export(trained, output);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("model", trained.description().name());
    fields.put("from", trained.source().toString());
    fields.put("to", output.toString());
    fields.put("images", check.images());
    fields.put("largest_difference", check.largestDifference());
    console.say(
        Message.result(
            "exported",
            fields,
            String.format(
                Locale.ROOT,
                "exported %s of %s to %s: logits of %d images differ by at most %.3g",
                trained.description().name(),
                trained.source(),
                output,
                check.images(),
                check.largestDifference())));
    return Recu.DONE;
  }

  /** {@code savedmodels/}, then the run's name, or the network's and the data set's. */
  private static Path place(Path typed, TrainedNetwork trained) {
    String name =
        typed.equals(trained.source()) || typed.getFileName() == null
            ? trained.description().name() + "_" + trained.description().dataset()
            : typed.getFileName().toString();
    return Path.of("savedmodels").resolve(name);
  }
}
