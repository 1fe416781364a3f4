package org.recu.packed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is in a packed file, for people who want to look into it; nothing is computed.
 *
 * @param info what it says about its network
 * @param formatVersion of the file
 * @param checksum CRC-32 of the network, which has been verified
 * @param layers the operations, in order
 */
public record PackedContents(
    PackedInfo info, int formatVersion, int checksum, List<PackedLayer> layers) {

  public PackedContents {
    layers = List.copyOf(layers);
  }

  /**
   * Reads a packed file.
   *
   * @throws IOException as {@link PackedModel#load}
   */
  public static PackedContents read(Path file) throws IOException {
    PackedFile packed = PackedFile.read(file);
    List<Node> nodes = NetworkReader.nodes(file.toString(), packed.network());
    int size = packed.network().getImage().getSize();
    List<Shape> shapes = new ArrayList<>(List.of(new Shape(size, size, ImageForm.COLOURS)));
    List<PackedLayer> layers = new ArrayList<>();
    for (Node node : nodes) {
      layers.add(PackedLayer.of(node, shapes.get(node.input())));
      shapes.add(node.shape());
    }
    int classes = shapes.get(nodes.size()).channels();
    return new PackedContents(
        PackedInfo.of(packed.network(), classes), PackedFile.VERSION, packed.checksum(), layers);
  }
}
