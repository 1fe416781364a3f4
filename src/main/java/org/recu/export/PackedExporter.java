package org.recu.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.recu.files.AtomicFile;
import org.recu.files.FileTree;
import org.recu.graph.Device;
import org.recu.graph.FrozenValues;
import org.recu.inference.NetworkClassifier;
import org.recu.inference.PackedClassifier;
import org.recu.packed.PackedScores;
import org.recu.packed.proto.NetworkMessage;
import org.recu.packing.NetworkPacker;
import org.recu.packing.PackedOutput;
import org.recu.weights.TrainedNetwork;

/**
 * Writes a trained network as a packed file and checks it: the file is loaded back, and its logits
 * for a batch are compared with those of the network's own graph.
 *
 * @param device where the network's own graph runs
 * @param producer this program and its version, for the file
 */
public record PackedExporter(Device device, String producer) {

  /**
   * Exports to a file that must not exist yet. The file appears once the check has passed.
   *
   * @param scores what the network scored, if that is known
   * @return the difference between the logits and the network's own
   * @throws IOException if the network cannot be packed, the file exists or cannot be written, or
   *     the check fails
   */
  public ExportCheck export(TrainedNetwork trained, Optional<PackedScores> scores, Path file)
      throws IOException {
    NetworkPacker.requirePackable(trained);
    FileTree.requireAbsent(file);
    FileTree.createFolders(file.toAbsolutePath().getParent());
    try (NetworkClassifier original = NetworkClassifier.of(trained, device)) {
      NetworkMessage network;
      try (FrozenValues values = original.freeze()) {
        network = NetworkPacker.pack(trained, values, scores, producer);
      }
      ExportCheck[] check = new ExportCheck[1];
      AtomicFile.create(
          file,
          out -> PackedOutput.write(network, out),
          written -> check[0] = check(original, written, trained.network().imageSize()));
      return check[0];
    }
  }

  private static ExportCheck check(NetworkClassifier original, Path written, int imageSize)
      throws IOException {
    try (ExportComparison comparison = ExportComparison.with(original, imageSize);
        PackedClassifier packed = new PackedClassifier(written)) {
      ExportCheck check = comparison.check(packed);
      check.requireWithin(Exporter.TOLERANCE);
      check.requireSameClasses();
      return check;
    }
  }
}
