package org.recu.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recu.checkpoint.CheckpointException;
import org.recu.files.NamedFile;
import org.recu.record.LayerGauge;

/**
 * The gauges of a run's binary layers. To count the signs that flip in an epoch, it keeps the signs
 * from the start of the epoch. A checkpoint within an epoch stores them in its file {@code signs},
 * so that a resumed run counts the same flips; at the end of an epoch they can be read off the
 * weights.
 */
final class LayerGauges {

  /** File in a checkpoint within an epoch: the packed signs of the layers, one after another. */
  static final String FILE = "signs";

  private final TrainingGraph graph;

  /** The signs at the start of the epoch; empty if the epoch was started by an older version. */
  private Optional<List<LayerSigns>> atStart;

  /** Creates the gauges of a graph whose variables are at the start of an epoch. */
  LayerGauges(TrainingGraph graph) {
    this.graph = graph;
    atStart = Optional.of(graph.signs());
  }

  /**
   * Ends an epoch; the next one starts from the current signs.
   *
   * @param tau of the epoch
   */
  List<LayerGauge> epochDone(double tau) {
    List<BinaryLayers.Reading> readings = graph.readLayers(tau);
    List<LayerGauge> gauges = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      BinaryLayers.Reading layer = readings.get(i);
      int index = i;
      Double flipped =
          atStart.map(start -> layer.signs().flippedSince(start.get(index))).orElse(null);
      gauges.add(
          new LayerGauge(
              layer.name(), layer.dead(), flipped, layer.signs().entropy(), layer.bound()));
    }
    atStart = Optional.of(readings.stream().map(BinaryLayers.Reading::signs).toList());
    return gauges;
  }

  /** Writes the signs from the start of the unfinished epoch, if they are known. */
  void save(Path file) throws IOException {
    if (atStart.isPresent()) {
      ByteBuffer all = ByteBuffer.allocate(size());
      atStart.get().forEach(layer -> all.put(layer.packed()));
      new NamedFile(file).write(all.array());
    }
  }

  /**
   * Restores the signs from the start of an unfinished epoch. If the file does not exist, the flips
   * of this epoch stay unknown.
   *
   * @throws CheckpointException if the file does not fit the network
   */
  void restore(Path file) throws IOException {
    if (!Files.exists(file)) {
      atStart = Optional.empty();
      return;
    }
    ByteBuffer all = ByteBuffer.wrap(new NamedFile(file).bytes());
    if (all.limit() != size()) {
      throw new CheckpointException(
          "%s holds %d bytes, the signs of the network take %d"
              .formatted(file, all.limit(), size()));
    }
    List<LayerSigns> signs = new ArrayList<>();
    for (int weights : graph.binaryWeights()) {
      byte[] packed = new byte[LayerSigns.packedSize(weights)];
      all.get(packed);
      signs.add(LayerSigns.ofPacked(packed, weights));
    }
    atStart = Optional.of(signs);
  }

  private int size() {
    return graph.binaryWeights().stream().mapToInt(LayerSigns::packedSize).sum();
  }
}
