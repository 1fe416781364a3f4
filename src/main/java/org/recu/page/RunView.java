package org.recu.page;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.recu.record.EpochLine;
import org.recu.record.LayerGauge;
import org.recu.run.RunFailure;
import org.recu.run.RunHistory;

/**
 * A run as the page's template shows it. The template uses lists in place of optional values.
 *
 * @param name of the run
 * @param style of its lines
 * @param index of its data
 * @param numbers its row in the table of best epochs
 * @param failure why the run failed; empty if it did not
 * @param cost its row in the table of sizes; empty if this program does not know the network
 * @param gauges of its binary layers after the last epoch that has gauges
 * @param gaugedEpoch that epoch
 * @param confusion of its best checkpoint
 * @param withoutConfusion why there is none
 */
record RunView(
    String name,
    String style,
    int index,
    Numbers numbers,
    String failure,
    List<CostView> cost,
    List<LayerRow> gauges,
    int gaugedEpoch,
    List<ConfusionView> confusion,
    String withoutConfusion) {

  private static final String NONE = "–";

  /** The best epoch's numbers, formatted. */
  record Numbers(
      String model,
      String dataset,
      String state,
      String epochs,
      String top1,
      String top5,
      String loss,
      String epoch,
      String last,
      String speed,
      String time) {}

  /** A layer's gauges, formatted. */
  record LayerRow(String name, String dead, String flipped, String entropy, String q) {}

  static RunView of(ReportedRun run, RunLabel label, int index) {
    List<EpochLine> gauged =
        run.history().epochs().stream().filter(epoch -> !epoch.layers().isEmpty()).toList();
    Optional<EpochLine> lastGauged =
        gauged.isEmpty() ? Optional.empty() : Optional.of(gauged.get(gauged.size() - 1));
    return new RunView(
        label.name(),
        "--run:var(--s" + label.colour() + ");--dash:" + label.dash(),
        index,
        numbers(run.history()),
        run.history().failure().map(RunFailure::message).orElse(""),
        run.cost().map(CostView::of).stream().toList(),
        lastGauged.stream().flatMap(epoch -> epoch.layers().stream()).map(RunView::row).toList(),
        lastGauged.map(EpochLine::epoch).orElse(-1),
        run.confusion().map(ConfusionView::of).stream().toList(),
        run.withoutConfusion());
  }

  private static Numbers numbers(RunHistory run) {
    List<EpochLine> epochs = run.epochs();
    Optional<EpochLine> best = run.best();
    double seconds = epochs.stream().mapToDouble(EpochLine::seconds).sum();
    return new Numbers(
        run.model(),
        run.dataset(),
        run.state().word(),
        run.epochsDone() + "/" + run.epochsPlanned(),
        best.map(epoch -> number("%.2f %%", epoch.valTop1())).orElse(NONE),
        best.map(epoch -> number("%.2f %%", epoch.valTop5())).orElse(NONE),
        best.map(epoch -> number("%.4f", epoch.valLoss())).orElse(NONE),
        best.map(epoch -> Integer.toString(epoch.epoch())).orElse(NONE),
        epochs.isEmpty() ? NONE : number("%.2f %%", epochs.get(epochs.size() - 1).valTop1()),
        epochs.isEmpty() ? NONE : number("%,.0f", medianSpeed(epochs)),
        epochs.isEmpty() ? NONE : words(Duration.ofSeconds(Math.round(seconds))));
  }

  /** The median over the epochs; for an even number of them, the mean of the middle two. */
  private static double medianSpeed(List<EpochLine> epochs) {
    double[] speeds = epochs.stream().mapToDouble(EpochLine::imagesPerSecond).sorted().toArray();
    int half = speeds.length / 2;
    return speeds.length % 2 == 1 ? speeds[half] : (speeds[half - 1] + speeds[half]) / 2;
  }

  private static LayerRow row(LayerGauge gauge) {
    return new LayerRow(
        gauge.name(),
        number("%.2f %%", 100 * gauge.dead()),
        gauge.flipped() == null ? NONE : number("%.2f %%", 100 * gauge.flipped()),
        number("%.4f", gauge.entropy()),
        number("%.3f", gauge.q()));
  }

  private static String words(Duration time) {
    if (time.toHours() > 0) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toSeconds() + " s";
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
