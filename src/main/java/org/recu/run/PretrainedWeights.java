package org.recu.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recu.inference.ModelPath;
import org.recu.inference.PyTorchPath;
import org.recu.model.Network;
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.TorchTensor;
import org.recu.train.PretrainedOptions;
import org.recu.weights.PoorMatch;
import org.recu.weights.WeightMatch;

/**
 * Pretrained weights, matched to the network of a new run.
 *
 * @param path the run, checkpoint or PyTorch file that they come from
 * @param match which of them fit the network
 * @param warnings what the user should know before training starts: which part of a file was taken,
 *     and why few of the weights fit
 */
record PretrainedWeights(Path path, WeightMatch match, List<String> warnings) {

  PretrainedWeights {
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads the weights that a run starts from.
   *
   * @param options where to read them; empty if the run starts from random weights
   * @param network of the run
   * @throws IOException if they cannot be read, if one does not fit although all must, or if none
   *     of them fits
   */
  static Optional<PretrainedWeights> read(Optional<PretrainedOptions> options, Network network)
      throws IOException {
    if (options.isEmpty()) {
      return Optional.empty();
    }
    Path path = options.get().path();
    List<String> warnings = new ArrayList<>();
    Map<String, TorchTensor> stateDict;
    if (ModelPath.of(path) instanceof PyTorchPath torch) {
      PyTorchFile file = torch.read();
      stateDict = file.stateDict();
      file.remark().ifPresent(warnings::add);
    } else {
      stateDict = ModelPath.of(path).stateDict();
    }
    WeightMatch match = WeightMatch.of(network.architecture().parameters(), stateDict);
    boolean partial = options.get().partial();
    boolean enough = partial ? match.fitting() > 0 : match.whole();
    String reason = match.isPoor() ? new PoorMatch(network, stateDict).reason() : "";
    if (!enough) {
      throw new IOException(
          "%s does not fit %s with %d classes%s: %s%s"
              .formatted(
                  path,
                  network.name(),
                  network.classes(),
                  partial ? ", not even partly" : " (--partial loads what fits)",
                  match.difference(),
                  reason.isEmpty() ? "" : "; " + reason));
    }
    if (!reason.isEmpty()) {
      warnings.add(
          "warning: only %d of the %d parameters of %s start from %s: %s"
              .formatted(match.fitting(), match.parameters(), network.name(), path, reason));
    }
    return Optional.of(new PretrainedWeights(path, match, warnings));
  }

  /** Describes what was loaded and what was left out, for the run's log. */
  String message() {
    String loaded =
        "initialised %d of %d parameters from %s"
            .formatted(match.fitting(), match.parameters(), path);
    return match.whole() ? loaded : loaded + "; " + match.difference();
  }
}
