package org.recu.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.recu.packed.ImageForm;
import org.recu.packed.PackedContents;
import org.recu.packed.PackedInfo;
import org.recu.packed.PackedScores;

/** What packed files say, side by side. */
final class FactRows {

  private static final String NONE = "–";

  private FactRows() {}

  /**
   * A row of the table.
   *
   * @param fact what is said
   * @param values one a file
   */
  record Row(String fact, List<String> values) {
    Row {
      values = List.copyOf(values);
    }
  }

  static List<Row> of(List<ReportedNetwork> networks) {
    List<Row> rows = new ArrayList<>();
    add(rows, networks, "image", contents -> image(contents.info().image()));
    add(rows, networks, "mean", contents -> numbers(contents.info().image().mean()));
    add(
        rows,
        networks,
        "standard deviation",
        contents -> numbers(contents.info().image().standardDeviation()));
    add(rows, networks, "classes", contents -> Integer.toString(contents.info().classes()));
    add(rows, networks, "class names", contents -> names(contents.info()));
    add(
        rows,
        networks,
        "images evaluated",
        contents -> contents.info().scores().map(FactRows::images).orElse(NONE));
    add(rows, networks, "written by", contents -> orNone(contents.info().producer()));
    add(rows, networks, "format version", contents -> Integer.toString(contents.formatVersion()));
    add(
        rows,
        networks,
        "checksum (CRC-32)",
        contents -> String.format(Locale.ROOT, "%08x", contents.checksum()));
    return rows;
  }

  private static void add(
      List<Row> rows,
      List<ReportedNetwork> networks,
      String fact,
      Function<PackedContents, String> value) {
    rows.add(
        new Row(fact, networks.stream().map(network -> value.apply(network.contents())).toList()));
  }

  private static String image(ImageForm form) {
    return form.shortSide() == form.size()
        ? "short side resized to %d pixels, the centre square cut out".formatted(form.size())
        : "short side resized to %d pixels, the centre %dx%d cut out"
            .formatted(form.shortSide(), form.size(), form.size());
  }

  private static String numbers(List<Double> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String names(PackedInfo info) {
    return orNone(String.join(", ", info.classNames()));
  }

  private static String images(PackedScores scores) {
    return scores.images() == 0
        ? "not recorded"
        : String.format(Locale.ROOT, "%,d", scores.images());
  }

  private static String orNone(String words) {
    return words.isEmpty() ? NONE : words;
  }
}
