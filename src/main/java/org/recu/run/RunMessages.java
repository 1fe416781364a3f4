package org.recu.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.Position;
import org.recu.console.Message;
import org.recu.console.ShellWord;
import org.recu.train.TrainOptions;
import org.recu.train.TrainingData;

/**
 * The messages of a run when it starts and when it is stopped.
 *
 * @param options of the run
 * @param data of the run
 * @param folder of the run
 */
record RunMessages(TrainOptions options, TrainingData data, Path folder) {

  /** The opening message, with model, data, seed and folder. */
  Message opening(Optional<Checkpoint> from) {
    String checkpoint = from.map(found -> found.folder().getFileName().toString()).orElse(null);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("model", options.network().name());
    fields.put("dataset", data.info().name());
    fields.put("training_images", data.training().size());
    fields.put("test_images", data.test().size());
    fields.put("seed", options.seed());
    fields.put("folder", folder.toString());
    fields.put("from", checkpoint);
    return Message.progress(
        "run",
        fields,
        "%s on %s: %d training and %d test images, seed %d, into %s%s"
            .formatted(
                options.network().name(),
                data.info().name(),
                data.training().size(),
                data.test().size(),
                options.seed(),
                folder,
                checkpoint == null ? "" : ", from " + checkpoint));
  }

  /**
   * Warns if a run goes on with another number of devices.
   *
   * @param towers number of devices that share each batch
   */
  Optional<String> parting(Optional<Checkpoint> from, int towers) {
    int before = from.map(checkpoint -> checkpoint.state().run().towers()).orElse(towers);
    if (before == towers) {
      return Optional.empty();
    }
    return Optional.of(
        ("recu: the run was on %s and goes on with %d: from here on its numbers part from those of a"
                + " run that stays, %s")
            .formatted(
                before == 1 ? "1 device" : before + " devices",
                towers,
                options.compute().syncBatchNorm()
                    ? "by rounding"
                    : "as each device normalises by its own images"));
  }

  /** Says that the graph has been built. */
  static Message ready(double seconds) {
    return Message.detail(
        "ready",
        Map.of("seconds", seconds),
        String.format(Locale.ROOT, "network, gradients and session ready in %.2f s", seconds));
  }

  /** Says where the run was stopped, with the command that resumes it. */
  Message stopped(Position position) {
    int steps = data.training().batches();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("epoch", position.epoch());
    fields.put("done", position.step());
    fields.put("steps", steps);
    fields.put("folder", folder.toString());
    return Message.result(
        "stopped",
        fields,
        "Stopped in epoch %d after %d of %d steps. Resume with: %s"
            .formatted(position.epoch(), position.step(), steps, resumeCommand(folder)));
  }

  /** The command that resumes the run, quoted for a POSIX shell. */
  static String resumeCommand(Path folder) {
    Path parent = folder.getParent() == null ? Path.of(".") : folder.getParent();
    return "recu train --results_dir %s --save %s --resume"
        .formatted(ShellWord.quoted(parent), ShellWord.quoted(folder.getFileName()));
  }
}
