package org.recu.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.recu.record.EpochLine;
import org.recu.record.LayerGauge;

/**
 * The data of a run for the charts that the page's script draws.
 *
 * @param name of the run
 * @param colour of its lines, an index into the page's colours
 * @param dash pattern of its lines
 * @param epochs counted from 0
 * @param curves by metric: one number per epoch
 * @param gauges of its binary layers; null if the run has none
 * @param confusion the confusion matrix, if it is too large for a table; null otherwise
 */
record ChartData(
    String name,
    int colour,
    String dash,
    List<Integer> epochs,
    Map<String, List<Double>> curves,
    Gauges gauges,
    Confusion confusion) {

  /** The greatest number of columns that fit into a panel of gauges. */
  private static final int GAUGED_EPOCHS = 150;

  /**
   * The gauges of the binary layers over the epochs.
   *
   * @param layers their names, in the network's order
   * @param epochs counted from 0
   * @param measures by name: for each layer one number per epoch, null if unknown
   */
  record Gauges(
      List<String> layers, List<Integer> epochs, Map<String, List<List<Double>>> measures) {}

  /**
   * A confusion matrix that is too large for a table.
   *
   * @param classes their names
   * @param counts (label, predicted)
   */
  record Confusion(List<String> classes, List<List<Long>> counts) {}

  static ChartData of(ReportedRun run, RunLabel label) {
    List<EpochLine> epochs = run.history().epochs();
    Map<String, List<Double>> curves = new LinkedHashMap<>();
    curves.put("val_top1", epochs.stream().map(EpochLine::valTop1).toList());
    curves.put("train_top1", epochs.stream().map(EpochLine::trainTop1).toList());
    curves.put("val_loss", epochs.stream().map(EpochLine::valLoss).toList());
    curves.put("train_loss", epochs.stream().map(EpochLine::trainLoss).toList());
    curves.put("lr", epochs.stream().map(EpochLine::lr).toList());
    curves.put("tau", epochs.stream().map(EpochLine::tau).toList());
    curves.put("images_per_second", epochs.stream().map(EpochLine::imagesPerSecond).toList());
    curves.put("data_wait", epochs.stream().map(epoch -> 100 * epoch.dataWait()).toList());
    return new ChartData(
        label.name(),
        label.colour(),
        label.dash(),
        epochs.stream().map(EpochLine::epoch).toList(),
        curves,
        gauges(epochs),
        run.confusion().filter(ConfusionView::isTooLarge).map(ChartData::confusion).orElse(null));
  }

  static Confusion confusion(ConfusionMatrix matrix) {
    return new Confusion(
        IntStream.range(0, matrix.classes()).mapToObj(matrix::name).toList(), matrix.counts());
  }

  private static Gauges gauges(List<EpochLine> epochs) {
    List<EpochLine> gauged =
        thinned(epochs.stream().filter(epoch -> !epoch.layers().isEmpty()).toList());
    if (gauged.isEmpty()) {
      return null;
    }
    List<String> layers = gauged.get(0).layers().stream().map(LayerGauge::name).toList();
    Map<String, List<List<Double>>> measures = new LinkedHashMap<>();
    measures.put("dead", measure(gauged, layers, LayerGauge::dead));
    measures.put("flipped", measure(gauged, layers, LayerGauge::flipped));
    measures.put("entropy", measure(gauged, layers, LayerGauge::entropy));
    measures.put("q", measure(gauged, layers, LayerGauge::q));
    return new Gauges(layers, gauged.stream().map(EpochLine::epoch).toList(), measures);
  }

  /** Selects every n-th epoch, and always the last. */
  private static List<EpochLine> thinned(List<EpochLine> epochs) {
    int step = (epochs.size() + GAUGED_EPOCHS - 1) / GAUGED_EPOCHS;
    List<EpochLine> some = new ArrayList<>();
    for (int i = 0; i < epochs.size(); i++) {
      if ((epochs.size() - 1 - i) % step == 0) {
        some.add(epochs.get(i));
      }
    }
    return some;
  }

  private static List<List<Double>> measure(
      List<EpochLine> epochs, List<String> layers, Function<LayerGauge, Double> value) {
    List<List<Double>> rows = new ArrayList<>();
    for (String layer : layers) {
      List<Double> row = new ArrayList<>();
      for (EpochLine epoch : epochs) {
        row.add(
            epoch.layers().stream()
                .filter(gauge -> gauge.name().equals(layer))
                .findFirst()
                .map(value)
                .orElse(null));
      }
      rows.add(row);
    }
    return rows;
  }
}
