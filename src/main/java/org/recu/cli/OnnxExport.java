package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.recu.checkpoint.Best;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.Position;
import org.recu.console.Console;
import org.recu.console.Message;
import org.recu.export.OnnxExporter;
import org.recu.graph.Device;
import org.recu.inference.ModelPath;
import org.recu.inference.TrainedPath;
import org.recu.run.Devices;
import org.recu.weights.TrainedNetwork;

/** {@code recu export --format onnx}. */
final class OnnxExport {

  private OnnxExport() {}

  /** Exports the model and returns what is reported about it. */
  static Message run(ExportSettings.Call call, ModelPath path, Console console) throws IOException {
    TrainedNetwork trained = ExportCommand.network(call, path, console);
    Device device = Devices.pick(OptionalInt.empty(), console);
    Path output = call.output(trained.source(), trained.description());
    console.say(call.resolved(output));
    int operators = OnnxExporter.export(trained, top1(path), device, output);
    Map<String, Object> fields =
        ExportCommand.fields(trained.description(), trained.source(), output);
    fields.put("operators", operators);
    return Message.result(
        "exported",
        fields,
        "exported %s of %s to %s: %d operators, read back the same"
            .formatted(trained.description().name(), trained.source(), output, operators));
  }

  /** The accuracy that a run found, if the checkpoint is that of its best epoch. */
  private static OptionalDouble top1(ModelPath path) throws IOException {
    if (!(path instanceof TrainedPath trained)) {
      return OptionalDouble.empty();
    }
    Checkpoint checkpoint = trained.checkpoint();
    Position position = checkpoint.state().progress().position();
    return checkpoint
        .state()
        .progress()
        .best()
        .filter(best -> position.equals(Position.after(best.epoch())))
        .map(Best::top1)
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }
}
