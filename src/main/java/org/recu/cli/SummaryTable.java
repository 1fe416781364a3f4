package org.recu.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.recu.model.Summary;
import org.recu.nn.LayerCost;

/** A network's summary as a table. */
final class SummaryTable {

  private static final String ROW = "%-22s %-23s %-12s %11s %9s %10s %15s %13s";
  private static final double KILO = 1000;

  private SummaryTable() {}

  /** The lines of the table. */
  static List<String> lines(SummarySettings.Call call, Summary summary) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, %d classes, images of %d pixels"
            .formatted(call.model(), call.classes(), call.imageSize()));
    lines.add("");
    String head =
        ROW.formatted(
            "layer", "type", "output", "1-bit", "32-bit", "kB", "binary MACs", "real MACs");
    lines.add(head);
    lines.add("-".repeat(head.length()));
    summary.layers().forEach(layer -> lines.add(row(layer)));
    lines.add("-".repeat(head.length()));
    lines.add(
        row(
            "total",
            "",
            "",
            summary.binaryParameters(),
            summary.realParameters(),
            summary.binaryMultiplyAdds(),
            summary.realMultiplyAdds()));
    lines.add("");
    long parameters = summary.binaryParameters() + summary.realParameters();
    lines.add(
        String.format(
            Locale.ROOT,
            "%.1f kB (1 kB = 1000 bytes); with 32 bits everywhere %.1f kB, %.1f times as much",
            summary.bytes() / KILO,
            Summary.bytes(0, parameters) / KILO,
            summary.ratio()));
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d parameters are trained: these and %,d alphas, which count as part of the batch"
                + " normalisation that follows",
            parameters + summary.scales(),
            summary.scales()));
    return lines;
  }

  private static String row(LayerCost layer) {
    String shape =
        LongStream.of(layer.output().asArray())
            .mapToObj(String::valueOf)
            .collect(Collectors.joining("x"));
    return row(
        layer.name(),
        layer.type(),
        shape,
        layer.binaryParameters(),
        layer.realParameters(),
        layer.binaryMultiplyAdds(),
        layer.realMultiplyAdds());
  }

  private static String row(
      String name,
      String type,
      String shape,
      long binary,
      long real,
      long binaryMultiplyAdds,
      long realMultiplyAdds) {
    return ROW.formatted(
        name,
        type,
        shape,
        count(binary),
        count(real),
        String.format(Locale.ROOT, "%.2f", Summary.bytes(binary, real) / KILO),
        count(binaryMultiplyAdds),
        count(realMultiplyAdds));
  }

  private static String count(long number) {
    return number == 0 ? "" : String.format(Locale.ROOT, "%,d", number);
  }
}
