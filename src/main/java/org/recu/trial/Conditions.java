package org.recu.trial;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.recu.graph.Processor;
import org.tensorflow.TensorFlow;

/**
 * What times hold for, besides the layer.
 *
 * @param model of the processor
 * @param flags of the processor
 * @param threads that share an op
 * @param tensorflow its version
 */
record Conditions(String model, Set<String> flags, int threads, String tensorflow) {

  /** Those of this process. */
  static Conditions here() {
    Processor processor = Processor.current();
    return new Conditions(
        processor.model(),
        processor.flags(),
        Runtime.getRuntime().availableProcessors(),
        TensorFlow.version());
  }

  /** The lines that they are in a file. */
  List<String> lines() {
    return List.of(
        "processor " + model,
        "flags " + String.join(" ", new TreeSet<>(flags)),
        "threads " + threads,
        "tensorflow " + tensorflow);
  }

  /** The name of their file: machines that share a home folder have one each. */
  String fileName() {
    CRC32 sum = new CRC32();
    sum.update(String.join("\n", lines()).getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "sums-%08x.txt", sum.getValue());
  }
}
