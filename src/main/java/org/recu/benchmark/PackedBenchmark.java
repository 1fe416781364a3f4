package org.recu.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recu.export.PackedExporter;
import org.recu.files.FileTree;
import org.recu.inference.PackedClassifier;

/**
 * Measures the speed of a packed network on a batch in memory, on all processors. A pass counts
 * with the median of its runs, so that a single disturbed run has no effect.
 */
public final class PackedBenchmark {

  private PackedBenchmark() {}

  /**
   * Measures images per second. The network is exported to a temporary file and loaded from there.
   *
   * @throws IOException if the network has no binary layers, or cannot be exported or loaded
   */
  public static Throughput measure(MeasuredNetwork measured, Repetition repetition)
      throws IOException {
    try (PackedClassifier classifier = packed(measured);
        NoiseBatch batch = measured.batch()) {
      byte[] pixels = new byte[(int) batch.images().size()];
      batch.images().asRawTensor().data().read(pixels, 0, pixels.length);
      int images = measured.batchSize();
      return repetition.measure(end -> images / median(classifier, pixels, images, end));
    }
  }

  private static PackedClassifier packed(MeasuredNetwork measured) throws IOException {
    Path folder = Files.createTempDirectory("recu-benchmark");
    try {
      Path file = folder.resolve("packed.recu");
      new PackedExporter(measured.device(), "recu benchmark")
          .export(ClassifierWorkload.fresh(measured), Optional.empty(), file);
      return new PackedClassifier(file);
    } finally {
      FileTree.delete(folder);
    }
  }

  /** The median duration of a run in seconds, over at least one run. */
  private static double median(PackedClassifier classifier, byte[] pixels, int images, long end) {
    List<Double> seconds = new ArrayList<>();
    do {
      long start = System.nanoTime();
      classifier.logits(pixels, images);
      seconds.add((System.nanoTime() - start) / 1e9);
    } while (System.nanoTime() < end);
    return Throughput.of(seconds).median();
  }
}
