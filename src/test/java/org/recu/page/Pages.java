package org.recu.page;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recu.run.RunFolderFixture;
import org.recu.run.RunHistory;

/** Made-up runs and pages about them. */
final class Pages {

  static final ZonedDateTime TIME = ZonedDateTime.of(2026, 11, 23, 14, 5, 9, 0, ZoneOffset.UTC);

  private Pages() {}

  static BufferedImage image() {
    return new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
  }

  static ReportPage of(List<ReportedRun> runs) {
    return ReportPage.of(runs, "1.2", TIME);
  }

  /** A run with epochs, gauges of two layers and a confusion matrix of two classes. */
  static ReportedRun full(Path folder, int epochs) throws IOException {
    return full(folder, epochs, 600);
  }

  /** The same run at another speed, in images a second. */
  static ReportedRun full(Path folder, int epochs, int speed) throws IOException {
    RunFolderFixture fixture = RunFolderFixture.of(folder, epochs);
    StringBuilder lines = new StringBuilder();
    for (int epoch = 0; epoch < epochs; epoch++) {
      double share = (epoch + 1.0) / epochs;
      lines.append(
          String.format(
              Locale.ROOT,
              "{\"epoch\":%d,\"train_loss\":%f,\"train_top1\":%f,\"train_top5\":80.0,"
                  + "\"val_loss\":%f,\"val_top1\":%f,\"val_top5\":90.0,\"lr\":%f,\"tau\":%f,"
                  + "\"images_per_second\":%d,\"data_wait\":0.01,\"seconds\":80.0,\"layers\":["
                  + "{\"name\":\"layer1.0.conv1\",\"dead\":%f,\"flipped\":%s,\"entropy\":0.99,"
                  + "\"q\":%f},{\"name\":\"layer1.0.conv2\",\"dead\":%f,\"flipped\":0.01,"
                  + "\"entropy\":1.0,\"q\":3.5}]}%n",
              epoch,
              2.5 - share,
              20 + 50 * share,
              2.25 - share,
              10 + 60 * share,
              0.1 * (1 - share),
              0.85 + 0.1 * share,
              speed + epoch,
              0.3 * (1 - share),
              epoch == 0 ? "null" : "0.02",
              2 + share,
              0.2 * (1 - share)));
    }
    fixture.write("metrics.jsonl", lines.toString());
    return new ReportedRun(
        RunHistory.read(folder),
        Optional.of(new NetworkCost(8000, 100, 64_000, 500)),
        Optional.of(
            new ConfusionMatrix(
                "epoch-0001",
                List.of("cat", "dog"),
                List.of(List.of(90L, 10L), List.of(40L, 60L)),
                List.of(new MisclassifiedImage(1, 0, 0.875, image())))),
        "");
  }

  /** A run that has not finished an epoch, so everything that depends on one is missing. */
  static ReportedRun begun(Path folder) throws IOException {
    RunFolderFixture.of(folder, 3);
    return new ReportedRun(
        RunHistory.read(folder), Optional.empty(), Optional.empty(), "there is no checkpoint yet");
  }

  /** The same run with a matrix of more classes than fit in a table. */
  static ReportedRun withManyClasses(ReportedRun run, int classes) {
    List<List<Long>> counts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    IntStream.range(0, classes)
        .forEach(
            label -> {
              names.add("class " + label);
              List<Long> row = new ArrayList<>(Collections.nCopies(classes, 0L));
              row.set(label, 7L);
              row.set((label + 1) % classes, 3L);
              counts.add(row);
            });
    ConfusionMatrix matrix = new ConfusionMatrix("epoch-0001", names, counts, List.of());
    return new ReportedRun(run.history(), run.cost(), Optional.of(matrix), "");
  }
}
