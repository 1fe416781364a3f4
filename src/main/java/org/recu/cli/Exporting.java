package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.ModelPath;
import org.recu.export.ExportCheck;
import org.recu.export.Exporter;
import org.recu.nn.Device;
import org.recu.report.Console;

/** {@code recu export}, once its words are read. */
final class Exporting implements Action<ExportOptions> {

  @Override
  public int run(ExportOptions options, Console console) throws IOException {
    NativeLog.quiet();
    ModelPath path = ModelPath.of(options.modelPath());
    if (path instanceof ModelPath.SavedModel) {
      throw new IOException(
          "%s is a SavedModel already, expected a run's folder or a checkpoint"
              .formatted(options.modelPath()));
    }
    Checkpoint checkpoint =
        path instanceof ModelPath.Run run ? run.best() : ((ModelPath.CheckpointFolder) path).open();
    Device device = Devices.pick(OptionalInt.empty(), console);
    Path output = options.output().orElseGet(() -> place(options.modelPath(), checkpoint));
    ExportCheck check = new Exporter(device).export(checkpoint, output);
    console.line(
        String.format(
            Locale.ROOT,
            "exported %s of %s to %s: logits of %d images differ by at most %.3g",
            checkpoint.state().model().name(),
            checkpoint.folder(),
            output,
            check.images(),
            check.largestDifference()));
    return Recu.DONE;
  }

  /** {@code savedmodels/}, then the run's name, or the network's and the data set's. */
  private static Path place(Path typed, Checkpoint checkpoint) {
    String name =
        typed.equals(checkpoint.folder()) || typed.getFileName() == null
            ? checkpoint.state().model().name() + "_" + checkpoint.state().model().dataset()
            : typed.getFileName().toString();
    return Path.of("savedmodels").resolve(name);
  }
}
