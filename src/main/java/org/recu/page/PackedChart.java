package org.recu.page;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.recu.packed.PackedLayer;
import org.recu.packed.SignCounts;

/**
 * The data of a packed network for the charts that the page's script draws.
 *
 * @param name of the file
 * @param colour of its bars, an index into the page's colours
 * @param dash pattern of its lines
 * @param layers those with parameters
 * @param confusion the confusion matrix, if it is too large for a table; null otherwise
 */
record PackedChart(
    String name, int colour, String dash, List<Layer> layers, ChartData.Confusion confusion) {

  /**
   * A layer with parameters.
   *
   * @param name of the layer
   * @param bits bytes of its 1-bit parameters
   * @param numbers bytes of its 32-bit parameters
   * @param positive share of +1 among its binary weights, 0 to 1; null if it has none
   */
  record Layer(String name, double bits, double numbers, Double positive) {}

  static PackedChart of(ReportedNetwork network, RunLabel label) {
    List<Layer> layers = new ArrayList<>();
    Iterator<String> names = LayerNames.of(network.contents()).iterator();
    for (PackedLayer layer : network.contents().layers()) {
      if (layer.bytes() > 0) {
        SignCounts signs = layer.signs();
        layers.add(
            new Layer(
                names.next(),
                signs.weights() / 8.0,
                4.0 * layer.numbers(),
                signs.weights() > 0 ? (double) signs.positive() / signs.weights() : null));
      }
    }
    return new PackedChart(
        label.name(),
        label.colour(),
        label.dash(),
        layers,
        network
            .confusion()
            .filter(ConfusionView::isTooLarge)
            .map(ChartData::confusion)
            .orElse(null));
  }
}
