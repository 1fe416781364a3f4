package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.recu.inference.ModelPath;
import org.recu.model.Network;
import org.recu.pytorch.TorchTensor;
import org.recu.train.PretrainedOptions;
import org.recu.weights.WeightMatch;

/**
 * Trained weights, held against the network of a run that is to begin with them.
 *
 * @param path where they come from
 * @param match how they fit
 */
record Pretraining(Path path, WeightMatch match) {

  /**
   * Reads the weights that a run was told to begin with.
   *
   * @param options of the run, empty where its weights are drawn
   * @param network of the run
   * @throws IOException where they cannot be read, do not fit and must, or none of them fits
   */
  static Optional<Pretraining> read(Optional<PretrainedOptions> options, Network network)
      throws IOException {
    if (options.isEmpty()) {
      return Optional.empty();
    }
    Path path = options.get().path();
    WeightMatch match = WeightMatch.of(network.architecture().parameters(), stateDict(path));
    boolean enough = options.get().partial() ? match.fitting() > 0 : match.whole();
    if (!enough) {
      throw new IOException(
          "%s does not fit %s with %d classes%s: %s"
              .formatted(
                  path,
                  network.name(),
                  network.classes(),
                  options.get().partial() ? ", not even in part" : " (--partial takes what fits)",
                  match.difference()));
    }
    return Optional.of(new Pretraining(path, match));
  }

  private static Map<String, TorchTensor> stateDict(Path path) throws IOException {
    return ModelPath.of(path).stateDict();
  }

  /** What was taken, and what was left out, for the run's log. */
  String message() {
    String taken =
        "begins with %d of %d parameters of %s"
            .formatted(match.fitting(), match.parameters(), path);
    return match.whole() ? taken : taken + "; " + match.difference();
  }
}
