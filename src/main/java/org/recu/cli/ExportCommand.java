package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recu.checkpoint.ModelDescription;
import org.recu.console.Console;
import org.recu.inference.ModelPath;
import org.recu.weights.TrainedNetwork;

/** {@code recu export}: exports a trained model in one of several formats. */
final class ExportCommand implements Command {

  static final String NAME = "export";

  private final Action<ExportSettings.Call> export;

  ExportCommand(Action<ExportSettings.Call> export) {
    this.export = export;
  }

  @Override
  public HelpPage help() {
    return new HelpPage(
        NAME,
        "export --model_path PATH [--format FORMAT] [--output PATH]",
        "writes a SavedModel that TensorFlow loads, or a packed, a PyTorch or an ONNX file",
        ExportSettings.TABLE,
        List.of(
            "recu export --model_path results/first --format packed --output first.recu",
            "recu export --model_path model_best.pth.tar --dataset cifar10 --output"
                + " savedmodels/NAME"));
  }

  @Override
  public int run(List<String> words, Console console) throws UsageException, IOException {
    return export.run(ExportSettings.read(Words.parse(ExportSettings.TABLE, words)), console);
  }

  /** Exports the model and reports how the export was checked. */
  static int export(ExportSettings.Call call, Console console) throws IOException {
    NativeLog.quiet(console);
    ModelPath path = ModelPath.of(call.modelPath());
    console.say(
        switch (call.format()) {
          case SAVEDMODEL -> SavedModelExport.run(call, path, console);
          case PACKED -> PackedExport.run(call, path, console);
          case PYTORCH -> PyTorchExport.run(call, path, console);
          case ONNX -> OnnxExport.run(call, path, console);
        });
    return Recu.DONE;
  }

  /** The network to export; warns if it is not clear which part of its file was taken. */
  static TrainedNetwork network(ExportSettings.Call call, ModelPath path, Console console)
      throws IOException {
    TrainedNetwork trained = path.network(call.model());
    trained.remark().ifPresent(console::warning);
    return trained;
  }

  /** The fields of the message that reports an export of any format. */
  static Map<String, Object> fields(ModelDescription model, Path source, Path output) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("model", model.name());
    fields.put("from", source.toString());
    fields.put("to", output.toString());
    return fields;
  }
}
