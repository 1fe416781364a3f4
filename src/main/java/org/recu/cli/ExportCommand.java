package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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

/** {@code recu export}: exports a trained model as a SavedModel or a PyTorch file. */
final class ExportCommand implements Command {

  /** Default folder for exports. */
  private static final Path FOLDER = Path.of("savedmodels");

  private final Action<ExportSettings.Call> export;

  ExportCommand(Action<ExportSettings.Call> export) {
    this.export = export;
  }

  @Override
  public HelpPage help() {
    return new HelpPage(
        "export",
        "export --model_path PATH [--format FORMAT] [--output PATH]",
        "writes a SavedModel that standard TensorFlow loads, or a PyTorch file, and checks it",
        ExportSettings.TABLE,
        List.of(
            "recu export --model_path results/first --format pytorch --output first.pth.tar",
            "recu export --model_path model_best.pth.tar --dataset cifar10 --output savedmodels/NAME"));
  }

  @Override
  public int run(List<String> words, Console console) throws UsageException, IOException {
    return export.run(ExportSettings.read(Words.parse(ExportSettings.TABLE, words)), console);
  }

  /** Exports the model and reports how the export was checked. */
  static int export(ExportSettings.Call call, Console console) throws IOException {
    NativeLog.quiet();
    ModelPath path = ModelPath.of(call.modelPath());
    console.say(
        call.format() == ExportSettings.Format.PYTORCH
            ? pyTorch(call, path, console)
            : savedModel(call, path, console));
    return Recu.DONE;
  }

  private static Message savedModel(ExportSettings.Call call, ModelPath path, Console console)
      throws IOException {
    if (path instanceof ModelPath.SavedModel) {
      throw new IOException(
          "%s is a SavedModel already, expected a run folder, a checkpoint or a PyTorch file"
              .formatted(call.modelPath()));
    }
    TrainedNetwork trained = path.network(call.model());
    trained.remark().ifPresent(console::warning);
    Device device = Devices.pick(OptionalInt.empty(), console);
    Path output = output(call, trained.source(), trained.description(), "");
    console.say(resolved(call, output));
    ExportCheck check = new Exporter(device).export(trained, output);
    Map<String, Object> fields = fields(trained.description(), trained.source(), output);
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

  private static Message pyTorch(ExportSettings.Call call, ModelPath path, Console console)
      throws IOException {
    if (!(path instanceof ModelPath.Trained trained)) {
      throw new IOException(
          call.modelPath()
              + (path instanceof ModelPath.PyTorch
                  ? " is a PyTorch file already"
                  : " is a SavedModel, which has only the signs of the weights")
              + "; expected a run folder or a checkpoint");
    }
    Checkpoint checkpoint = trained.checkpoint();
    ModelDescription model = checkpoint.state().model();
    call.model().requireNetwork(checkpoint.folder(), model.name());
    Path output = output(call, checkpoint.folder(), model, ".pth.tar");
    console.say(resolved(call, output));
    int tensors = PyTorchExporter.export(checkpoint, output);
    Map<String, Object> fields = fields(model, checkpoint.folder(), output);
    fields.put("tensors", tensors);
    return Message.result(
        "exported",
        fields,
        "exported %s of %s to %s: %d tensors, read back the same"
            .formatted(model.name(), checkpoint.folder(), output, tensors));
  }

  private static Message resolved(ExportSettings.Call call, Path output) {
    return call.resolved().with(ExportSettings.OUTPUT, output.toString()).message();
  }

  private static Map<String, Object> fields(ModelDescription model, Path source, Path output) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("model", model.name());
    fields.put("from", source.toString());
    fields.put("to", output.toString());
    return fields;
  }

  /**
   * Where to write the export. By default it is named after the run, or after the network and the
   * data set if {@code --model_path} is not a run.
   */
  private static Path output(
      ExportSettings.Call call, Path source, ModelDescription model, String ending) {
    Path typed = call.modelPath();
    String name =
        typed.equals(source) || typed.getFileName() == null
            ? model.name() + "_" + model.dataset()
            : typed.getFileName().toString();
    return call.output().orElse(FOLDER.resolve(name + ending));
  }
}
