package org.recu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recu.console.Console;
import org.recu.console.ErrorLine;
import org.recu.console.ProgressBar;
import org.recu.inference.ModelPath;
import org.recu.inference.PackedPath;
import org.recu.inference.TestSet;
import org.recu.packed.PackedContents;
import org.recu.page.BestCheckpoint;
import org.recu.page.ConfusionMatrix;
import org.recu.page.EvaluatedNetwork;
import org.recu.page.PackedPage;
import org.recu.page.PageFile;
import org.recu.page.ReportedNetwork;

/** {@code recu report FILE.recu}: an HTML page about packed networks. */
final class PackedReport {

  private static final String ENDING = ".recu";

  private PackedReport() {}

  /**
   * Whether a page is to be about packed networks.
   *
   * @throws IOException if it is to be about packed networks and something else
   */
  static boolean isOf(ReportSettings.Call call) throws IOException {
    Optional<Path> other = Optional.empty();
    Optional<Path> packed = Optional.empty();
    for (Path path : call.models()) {
      if (Files.isRegularFile(path) && ModelPath.of(path) instanceof PackedPath) {
        packed = Optional.of(path);
      } else {
        other = Optional.of(path);
      }
    }
    if (packed.isPresent() && other.isPresent()) {
      throw new IOException(
          "%s is a packed network and %s is not: a report is about runs or about packed networks"
              .formatted(packed.get(), other.get()));
    }
    return packed.isPresent();
  }

  /**
   * Writes the page.
   *
   * @throws IOException if a file cannot be read or is damaged, or the page cannot be written
   */
  static int write(ReportSettings.Call call, Console console) throws IOException {
    List<PackedContents> contents = new ArrayList<>();
    for (Path file : call.models()) {
      contents.add(PackedContents.read(file));
    }
    Path output = call.output().orElseGet(() -> beside(call.models().get(0)));
    // Rejected before the evaluation, not after it.
    PageFile.requireFree(output);
    NativeLog.quiet(console);
    List<ReportedNetwork> networks = new ArrayList<>();
    for (int i = 0; i < contents.size(); i++) {
      networks.add(reported(call.models().get(i), contents.get(i), call, console));
    }
    PackedPage.of(networks, Recu.version(), ZonedDateTime.now(ZoneId.systemDefault()))
        .write(output);
    console.line("wrote " + output);
    return Recu.DONE;
  }

  /** {@code NAME.html} beside {@code NAME.recu}. */
  private static Path beside(Path file) {
    String name = file.toAbsolutePath().normalize().getFileName().toString();
    String stem = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    return file.resolveSibling(stem + ".html");
  }

  private static ReportedNetwork reported(
      Path file, PackedContents contents, ReportSettings.Call call, Console console)
      throws IOException {
    long bytes = Files.size(file);
    if (call.evaluation().isEmpty()) {
      return new ReportedNetwork(
          file, bytes, contents, Optional.empty(), "--no_confusion was given");
    }
    try {
      ConfusionMatrix confusion = confusion(file, call.evaluation().get(), console);
      return new ReportedNetwork(file, bytes, contents, Optional.of(confusion), "");
    } catch (IOException e) {
      // The page is useful without the confusion matrix, and says why it is missing.
      String reason = ErrorLine.of(e);
      console.warning("recu: %s: no confusion matrix: %s".formatted(file, reason));
      return new ReportedNetwork(file, bytes, contents, Optional.empty(), reason);
    }
  }

  private static ConfusionMatrix confusion(
      Path file, BestCheckpoint.Options options, Console console) throws IOException {
    try (EvaluatedNetwork network = EvaluatedNetwork.open(file);
        TestSet set = network.testSet(options);
        ProgressBar bar = console.bar("evaluating", set.images().batches(), 0)) {
      set.remarks().forEach(console::error);
      return network.confusion(set, batches -> bar.step(batches, file.toString()));
    }
  }
}
