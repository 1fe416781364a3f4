package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.ModelDescription;
import org.recu.console.Console;
import org.recu.console.Message;
import org.recu.export.ExportCheck;
import org.recu.export.Exporter;
import org.recu.export.PyTorchExporter;
import org.recu.graph.Device;
import org.recu.inference.ModelPath;
import org.recu.run.Devices;
import org.recu.weights.TrainedNetwork;

/** {@code recu export}, once its words are read. */
final class Exporting implements Action<ExportOptions> {

  /** Where an export goes that nobody names a place for. */
  private static final Path PLACE = Path.of("savedmodels");

  @Override
  public int run(ExportOptions options, Console console) throws IOException {
    NativeLog.quiet();
    ModelPath path = ModelPath.of(options.modelPath());
    return options.format() == ExportOptions.Format.PYTORCH
        ? pyTorch(options, path, console)
        : savedModel(options, path, console);
  }

  private static int savedModel(ExportOptions options, ModelPath path, Console console)
      throws IOException {
    if (path instanceof ModelPath.SavedModel) {
      throw new IOException(
          "%s is a SavedModel already, expected a run's folder, a checkpoint or a PyTorch file"
              .formatted(options.modelPath()));
    }
    TrainedNetwork trained = StoredModel.open(path, options.stated());
    Device device = Devices.pick(OptionalInt.empty(), console);
    Path output =
        options
            .output()
            .orElseGet(
                () ->
                    PLACE.resolve(
                        name(options.modelPath(), trained.source(), trained.description())));
    console.say(OutputSettings.options(resolved(options, output)));
    ExportCheck check = new Exporter(device).export(trained, output);
    Map<String, Object> fields = exported(trained.description(), trained.source(), output);
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

  private static int pyTorch(ExportOptions options, ModelPath path, Console console)
      throws IOException {
    if (path instanceof ModelPath.PyTorch) {
      throw new IOException(options.modelPath() + " is a PyTorch file already");
    }
    if (path instanceof ModelPath.SavedModel) {
      throw new IOException(
          options.modelPath()
              + " is a SavedModel, which holds signs in place of weights; expected a run's folder"
              + " or a checkpoint");
    }
    Checkpoint checkpoint = StoredModel.checkpoint(path);
    ModelDescription model = checkpoint.state().model();
    Path output =
        options
            .output()
            .orElseGet(
                () ->
                    PLACE.resolve(
                        name(options.modelPath(), checkpoint.folder(), model) + ".pth.tar"));
    console.say(OutputSettings.options(resolved(options, output)));
    int tensors = PyTorchExporter.export(checkpoint, output);
    Map<String, Object> fields = exported(model, checkpoint.folder(), output);
    fields.put("tensors", tensors);
    console.say(
        Message.result(
            "exported",
            fields,
            "exported %s of %s to %s: %d tensors, read back the same"
                .formatted(model.name(), checkpoint.folder(), output, tensors)));
    return Recu.DONE;
  }

  private static Map<String, Object> resolved(ExportOptions options, Path output) {
    Map<String, Object> resolved = new LinkedHashMap<>();
    resolved.put("model_path", options.modelPath().toString());
    resolved.put("output", output.toString());
    resolved.put("format", options.format().name().toLowerCase(Locale.ROOT));
    return resolved;
  }

  private static Map<String, Object> exported(ModelDescription model, Path source, Path output) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("model", model.name());
    fields.put("from", source.toString());
    fields.put("to", output.toString());
    return fields;
  }

  /** The run's name, or the network's and the data set's where no run was named. */
  private static String name(Path typed, Path source, ModelDescription model) {
    return typed.equals(source) || typed.getFileName() == null
        ? model.name() + "_" + model.dataset()
        : typed.getFileName().toString();
  }
}
