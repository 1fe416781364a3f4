package org.recu.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recu.model.Models;
import org.recu.model.Summary;
import org.recu.nn.LayerCost;
import org.recu.packed.PackedContents;
import org.recu.packed.PackedInfo;
import org.recu.packed.PackedLayer;

/** The names of a packed network's layers, which its file does not have. */
final class LayerNames {

  private LayerNames() {}

  /**
   * Names for the operations with parameters, in order: those of the network's modules if this
   * program knows a network of that name whose layers are the file's, or else numbers and kinds,
   * such as {@code 4 binary convolution}.
   */
  static List<String> of(PackedContents contents) {
    List<PackedLayer> layers =
        contents.layers().stream().filter(layer -> layer.bytes() > 0).toList();
    return known(contents.info())
        .map(LayerNames::withParameters)
        .filter(known -> areSame(known, layers))
        .map(known -> known.stream().map(LayerCost::name).toList())
        .orElseGet(
            () -> layers.stream().map(layer -> layer.number() + " " + layer.kind()).toList());
  }

  private static Optional<Summary> known(PackedInfo info) {
    try {
      return Optional.of(
          Summary.of(Models.create(info.name(), info.classes(), info.image().size())));
    } catch (IllegalArgumentException e) {
      // A network of another version of this program, or of another program.
      return Optional.empty();
    }
  }

  private static List<LayerCost> withParameters(Summary summary) {
    return summary.layers().stream()
        .filter(layer -> layer.binaryParameters() + layer.realParameters() > 0)
        .toList();
  }

  private static boolean areSame(List<LayerCost> known, List<PackedLayer> layers) {
    return known.size() == layers.size()
        && IntStream.range(0, known.size())
            .allMatch(
                i ->
                    known.get(i).binaryParameters() == layers.get(i).signs().weights()
                        && known.get(i).output().last() == layers.get(i).output().channels());
  }
}
