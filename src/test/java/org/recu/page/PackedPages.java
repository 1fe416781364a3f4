package org.recu.page;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.recu.packed.Geometry;
import org.recu.packed.ImageForm;
import org.recu.packed.PackedContents;
import org.recu.packed.PackedInfo;
import org.recu.packed.PackedLayer;
import org.recu.packed.PackedScores;
import org.recu.packed.Shape;
import org.recu.packed.SignCounts;

/** Made-up packed networks and pages about them. */
final class PackedPages {

  private PackedPages() {}

  static PackedPage of(ReportedNetwork... networks) {
    return PackedPage.of(List.of(networks), "1.2", Pages.TIME);
  }

  /** A network that no program knows, with one binary layer. */
  static ReportedNetwork network(String file) {
    return network(file, "abacus", List.of("cat", "dog"));
  }

  static ReportedNetwork network(String file, String name, List<String> classNames) {
    PackedInfo info =
        new PackedInfo(
            name,
            "cifar10",
            classNames,
            2,
            new ImageForm(32, 36, List.of(0.5, 0.25, 0.75), List.of(0.2, 0.3, 0.4)),
            Optional.of(new PackedScores(10_000, 0.25, 91.5, 99.75)),
            "recu 1.0.0");
    List<PackedLayer> layers =
        List.of(
            new PackedLayer(
                1,
                "convolution",
                List.of(0),
                new Shape(32, 32, 16),
                Optional.of(new Geometry(16, 3, 1, 1)),
                new SignCounts(0, 0, 0),
                432),
            new PackedLayer(
                2,
                "binary convolution",
                List.of(1),
                new Shape(16, 16, 16),
                Optional.of(new Geometry(16, 3, 2, 1)),
                new SignCounts(2304, 1200, 4),
                0),
            new PackedLayer(
                3,
                "sum",
                List.of(2, 1),
                new Shape(16, 16, 16),
                Optional.empty(),
                new SignCounts(0, 0, 0),
                0));
    return new ReportedNetwork(
        Path.of(file),
        2100,
        new PackedContents(info, 1, 0x0abcdef1, layers),
        Optional.of(
            new ConfusionMatrix(
                "net.recu",
                List.of("cat", "dog"),
                List.of(List.of(90L, 10L), List.of(40L, 60L)),
                List.of())),
        "");
  }
}
