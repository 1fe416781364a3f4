package org.recu.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.recu.checkpoint.Checkpoint;
import org.recu.console.Message;
import org.recu.export.ExportCheck;
import org.recu.export.Exporter;
import org.recu.weights.TrainedNetwork;

/**
 * The SavedModel of a run's best epoch.
 *
 * @param checkpoint name of the exported checkpoint
 * @param top1 its validation accuracy in percent; empty if no epoch has been evaluated yet
 * @param folder of the SavedModel
 * @param check how far its logits are from the checkpoint's
 */
record BestExport(String checkpoint, OptionalDouble top1, Path folder, ExportCheck check) {

  /**
   * Exports the best epoch, or the latest checkpoint if no epoch has been evaluated yet. Replaces
   * an earlier SavedModel.
   */
  static BestExport of(RunFolder run) throws IOException {
    Checkpoint exported = run.bestOrLatest();
    ExportCheck check = new Exporter().replace(TrainedNetwork.of(exported), run.savedModel());
    OptionalDouble top1 =
        exported.state().progress().best().stream().mapToDouble(best -> best.top1()).findFirst();
    return new BestExport(
        exported.folder().getFileName().toString(), top1, run.savedModel(), check);
  }

  Message message() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("from", checkpoint);
    fields.put("top1", top1.isPresent() ? top1.getAsDouble() : null);
    fields.put("to", folder.toString());
    fields.put("images", check.images());
    fields.put("largest_difference", check.largestDifference());
    String accuracy =
        top1.isPresent() ? String.format(Locale.ROOT, " (top1 %.2f)", top1.getAsDouble()) : "";
    return Message.result(
        "exported",
        fields,
        String.format(
            Locale.ROOT,
            "exported %s%s to %s: logits of %d images differ by at most %.3g",
            checkpoint,
            accuracy,
            folder,
            check.images(),
            check.largestDifference()));
  }
}
