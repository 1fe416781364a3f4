package org.recu.page;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recu.packed.Geometry;
import org.recu.packed.PackedLayer;
import org.recu.packed.PackedScores;
import org.recu.packed.SignCounts;

/**
 * A packed network as the page's template shows it. The template uses lists in place of optional
 * values.
 *
 * @param name of the file
 * @param style of its swatch
 * @param index of its data
 * @param numbers its row in the table of networks
 * @param layers the operations
 * @param cost its row in the table of sizes; empty if this program does not know the network
 * @param confusion on its data set's test images
 * @param withoutConfusion why there is none
 */
record PackedView(
    String name,
    String style,
    int index,
    Numbers numbers,
    List<LayerRow> layers,
    List<CostView> cost,
    List<ConfusionView> confusion,
    String withoutConfusion) {

  /** Shown if there is no value. */
  private static final String NONE = "–";

  /** The network's numbers, formatted. */
  record Numbers(
      String model,
      String dataset,
      String top1,
      String top5,
      String loss,
      String bytes,
      String bytesIn32Bits,
      String ratio) {}

  /** An operation, formatted. */
  record LayerRow(
      int number,
      String name,
      String kind,
      String inputs,
      String window,
      String output,
      String bits,
      String positive,
      String zeros,
      String numbers,
      String bytes) {}

  static PackedView of(ReportedNetwork network, RunLabel label, int index) {
    return new PackedView(
        label.name(),
        "--run:var(--s" + label.colour() + ");--dash:" + label.dash(),
        index,
        numbers(network),
        rows(network),
        network.cost().map(CostView::of).stream().toList(),
        network.confusion().map(ConfusionView::of).stream().toList(),
        network.withoutConfusion());
  }

  private static Numbers numbers(ReportedNetwork network) {
    Optional<PackedScores> scores = network.contents().info().scores();
    return new Numbers(
        network.contents().info().name(),
        network.contents().info().dataset(),
        scores.map(found -> number("%.2f %%", found.top1())).orElse(NONE),
        scores.map(found -> number("%.2f %%", found.top5())).orElse(NONE),
        scores.map(found -> number("%.4f", found.loss())).orElse(NONE),
        number("%,d", network.bytes()),
        number("%,.0f", network.bytesIn32Bits()),
        number("%.1f", network.bytesIn32Bits() / network.bytes()));
  }

  private static List<LayerRow> rows(ReportedNetwork network) {
    Iterator<String> names = LayerNames.of(network.contents()).iterator();
    List<LayerRow> rows = new ArrayList<>();
    for (PackedLayer layer : network.contents().layers()) {
      rows.add(row(layer, layer.bytes() > 0 ? names.next() : ""));
    }
    return rows;
  }

  private static LayerRow row(PackedLayer layer, String name) {
    SignCounts signs = layer.signs();
    boolean binary = signs.weights() > 0;
    return new LayerRow(
        layer.number(),
        name,
        layer.kind(),
        layer.inputs().stream().map(String::valueOf).collect(Collectors.joining(", ")),
        layer.window().map(PackedView::window).orElse(""),
        layer.output().toString(),
        binary ? number("%,d", signs.weights()) : "",
        binary ? number("%.2f %%", 100.0 * signs.positive() / signs.weights()) : "",
        binary ? number("%,d", signs.zeros()) : "",
        layer.numbers() > 0 ? number("%,d", layer.numbers()) : "",
        layer.bytes() > 0 ? number("%,.0f", layer.bytes()) : "");
  }

  private static String window(Geometry form) {
    return "%dx%d, stride %d, padding %d"
        .formatted(form.kernel(), form.kernel(), form.stride(), form.padding());
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
