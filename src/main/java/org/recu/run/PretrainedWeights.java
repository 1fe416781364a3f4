package org.recu.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.recu.inference.ModelPath;
import org.recu.model.Network;
import org.recu.train.PretrainedOptions;
import org.recu.weights.WeightMatch;

/**
 * Pretrained weights, matched to the network of a new run.
 *
 * @param path the run, checkpoint or PyTorch file that they come from
 * @param match which of them fit the network
 */
record PretrainedWeights(Path path, WeightMatch match) {

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
    boolean partial = options.get().partial();
    WeightMatch match =
        WeightMatch.of(network.architecture().parameters(), ModelPath.of(path).stateDict());
    boolean enough = partial ? match.fitting() > 0 : match.whole();
    if (!enough) {
      throw new IOException(
          "%s does not fit %s with %d classes%s: %s"
              .formatted(
                  path,
                  network.name(),
                  network.classes(),
                  partial ? ", not even partly" : " (--partial loads what fits)",
                  match.difference()));
    }
    return Optional.of(new PretrainedWeights(path, match));
  }

  /** Describes what was loaded and what was left out, for the run's log. */
  String message() {
    String loaded =
        "initialised %d of %d parameters from %s"
            .formatted(match.fitting(), match.parameters(), path);
    return match.whole() ? loaded : loaded + "; " + match.difference();
  }
}
