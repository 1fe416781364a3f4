package org.recu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.checkpoint.Best;
import org.recu.checkpoint.RunLayout;
import org.recu.console.Console;
import org.recu.console.Message;
import org.recu.export.ExportCheck;
import org.recu.export.PackedExporter;
import org.recu.inference.ModelPath;
import org.recu.inference.RunPath;
import org.recu.model.Summary;
import org.recu.packed.PackedScores;
import org.recu.run.Devices;
import org.recu.run.RunHistory;
import org.recu.weights.TrainedNetwork;

/** {@code recu export --format packed}. */
final class PackedExport {

  private PackedExport() {}

  /** Exports the model and returns what is reported about it. */
  static Message run(ExportSettings.Call call, ModelPath path, Console console) throws IOException {
    TrainedNetwork trained = ExportCommand.network(call, path, console);
    Path output = call.output(trained.source(), trained.description());
    console.say(call.resolved(output));
    ExportCheck check =
        new PackedExporter(Devices.pick(OptionalInt.empty(), console), "recu " + Recu.version())
            .export(trained, scores(path), output);
    long bytes = Files.size(output);
    Summary summary = Summary.of(trained.network());
    double ratio = Summary.bytes(0, summary.binaryParameters() + summary.realParameters()) / bytes;
    Map<String, Object> fields =
        ExportCommand.fields(trained.description(), trained.source(), output);
    fields.put("bytes", bytes);
    fields.put("ratio", ratio);
    fields.put("images", check.images());
    fields.put("largest_difference", check.largestDifference());
    return Message.result(
        "exported",
        fields,
        String.format(
            Locale.ROOT,
            "exported %s of %s to %s: %d bytes, %.1f times smaller than in 32 bits; logits of %d"
                + " images differ by at most %.3g",
            trained.description().name(),
            trained.source(),
            output,
            bytes,
            ratio,
            check.images(),
            check.largestDifference()));
  }

  /** What a run's best epoch scored; empty for models that do not record that. */
  private static Optional<PackedScores> scores(ModelPath path) throws IOException {
    if (!(path instanceof RunPath run) || !RunLayout.isRun(path.path())) {
      return Optional.empty();
    }
    Optional<Best> best = run.checkpoint().state().progress().best();
    if (best.isEmpty()) {
      return Optional.empty();
    }
    return RunHistory.read(path.path()).epochs().stream()
        .filter(line -> line.epoch() == best.get().epoch())
        .map(line -> new PackedScores(0, line.valLoss(), line.valTop1(), line.valTop5()))
        .findFirst();
  }
}
