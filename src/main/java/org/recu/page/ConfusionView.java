package org.recu.page;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * A confusion matrix as the page's template shows it.
 *
 * @param model what was evaluated
 * @param accuracy formatted
 * @param classes names; empty if the matrix is too large for a table
 * @param rows one for each label; empty if the matrix is too large for a table
 * @param tooLarge whether it is
 * @param pairs the most frequent errors
 * @param errors the most confident errors
 */
record ConfusionView(
    String model,
    String accuracy,
    List<String> classes,
    List<Row> rows,
    boolean tooLarge,
    List<Pair> pairs,
    List<ErrorImage> errors) {

  /** A larger table would be illegible. */
  private static final int LARGEST_TABLE = 20;

  private static final int PAIRS = 10;

  /** A row of the table: the images of one class. */
  record Row(String label, List<Cell> cells) {}

  /**
   * A cell of the table.
   *
   * @param text the count; empty for 0
   * @param share of the row's images, in per cent; determines the colour
   * @param kind CSS class
   * @param title tooltip
   */
  record Cell(String text, String share, String kind, String title) {}

  /** A pair of classes that the network confuses. */
  record Pair(String label, String predicted, long count, String share) {}

  /** A misclassified image, embedded in the page. */
  record ErrorImage(String source, String label, String predicted, String probability) {}

  static boolean isTooLarge(ConfusionMatrix matrix) {
    return matrix.classes() > LARGEST_TABLE;
  }

  static ConfusionView of(ConfusionMatrix matrix) {
    boolean tooLarge = isTooLarge(matrix);
    int shown = tooLarge ? 0 : matrix.classes();
    return new ConfusionView(
        matrix.model(),
        String.format(
            Locale.ROOT,
            "%.2f %% of %,d images classified correctly",
            percent(matrix.correct(), matrix.images()),
            matrix.images()),
        IntStream.range(0, shown).mapToObj(matrix::name).toList(),
        IntStream.range(0, shown).mapToObj(label -> row(matrix, label)).toList(),
        tooLarge,
        matrix.confusedPairs(PAIRS).stream()
            .map(
                pair ->
                    new Pair(
                        matrix.name(pair.label()),
                        matrix.name(pair.predicted()),
                        pair.count(),
                        share(pair.count(), matrix.images(pair.label()))))
            .toList(),
        matrix.errors().stream().map(error -> image(matrix, error)).toList());
  }

  private static Row row(ConfusionMatrix matrix, int label) {
    List<Cell> cells = new ArrayList<>();
    for (int predicted = 0; predicted < matrix.classes(); predicted++) {
      long count = matrix.count(label, predicted);
      double percent = percent(count, matrix.images(label));
      String kind = label == predicted ? "right" : "wrong";
      cells.add(
          new Cell(
              count == 0 ? "" : Long.toString(count),
              String.format(Locale.ROOT, "%.1f", percent),
              percent > 55 ? kind + " strong" : kind,
              "%s classified as %s: %d of %d"
                  .formatted(
                      matrix.name(label), matrix.name(predicted), count, matrix.images(label))));
    }
    return new Row(matrix.name(label), cells);
  }

  private static ErrorImage image(ConfusionMatrix matrix, MisclassifiedImage error) {
    return new ErrorImage(
        "data:image/png;base64," + Base64.getEncoder().encodeToString(png(error.image())),
        matrix.name(error.label()),
        matrix.name(error.predicted()),
        String.format(Locale.ROOT, "%.1f %%", 100 * error.probability()));
  }

  private static byte[] png(BufferedImage image) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("this Java runtime cannot write PNG");
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("an image in memory cannot be written", e);
    }
  }

  private static String share(long count, long images) {
    return String.format(Locale.ROOT, "%.1f %%", percent(count, images));
  }

  private static double percent(long count, long images) {
    return images == 0 ? 0 : 100.0 * count / images;
  }
}
