package org.recu.page;

import java.nio.file.Path;
import java.util.Optional;
import org.recu.packed.PackedContents;

/**
 * A packed network as a report shows it.
 *
 * @param file that holds it
 * @param bytes length of the file
 * @param contents of the file
 * @param confusion on its data set's test images; empty if it was not computed
 * @param withoutConfusion why there is none, without a full stop
 */
public record ReportedNetwork(
    Path file,
    long bytes,
    PackedContents contents,
    Optional<ConfusionMatrix> confusion,
    String withoutConfusion) {

  /** Bytes that the file's parameters would take with 32 bits each, as the network is trained. */
  double bytesIn32Bits() {
    return cost()
        .map(NetworkCost::bytesIn32Bits)
        .orElseGet(
            () ->
                contents.layers().stream()
                    .mapToDouble(layer -> Float.BYTES * (layer.signs().weights() + layer.numbers()))
                    .sum());
  }

  /** Cost of the network; empty if this program does not know it. */
  Optional<NetworkCost> cost() {
    return NetworkCost.of(
        contents.info().name(), contents.info().classes(), contents.info().image().size());
  }
}
