package org.recu.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.recu.benchmark.MeasuredNetwork;
import org.recu.benchmark.Measurement;
import org.recu.benchmark.OpKind;
import org.recu.benchmark.OpShares;
import org.recu.benchmark.PeakMemory;
import org.recu.benchmark.PipelineBenchmark;
import org.recu.benchmark.Subject;
import org.recu.benchmark.Throughput;
import org.recu.console.Message;
import org.recu.packed.PackedModel;

/** The messages of a benchmark: the result first, then the details. */
final class BenchmarkMessages {

  /** Number of op types shown. */
  private static final int SLOWEST = 10;

  /** Shares below this would be shown as 0.0 % and are omitted. */
  private static final double SHOWN = 0.0005;

  /** Number of threads on which TensorFlow runs ops. */
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  private static final double MEBI = 1024.0 * 1024;

  private BenchmarkMessages() {}

  /** The title of a measurement, such as {@code step of resnet20_1w1a, batch 64}. */
  static String title(Subject subject, MeasuredNetwork measured) {
    return "%s of %s, batch %d"
        .formatted(subject.word(), measured.network().name(), measured.batchSize());
  }

  /** The messages about the pipeline. */
  static List<Message> pipeline(BenchmarkOptions options, Throughput throughput) {
    PipelineBenchmark pipeline = options.pipeline();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("what", Subject.PIPELINE.word());
    fields.put("dataset", pipeline.source().name());
    fields.put("workers", pipeline.workers());
    fields.put("batch_size", pipeline.batchSize());
    addResult(fields, throughput);
    return List.of(
        Message.result(
            "benchmark",
            fields,
            String.format(
                Locale.ROOT,
                "%s of %s, %s images, %d workers: %.0f images/s, spread %.1f %% of %d passes",
                Subject.PIPELINE.word(),
                pipeline.source().name(),
                pipeline.training() ? "training" : "test",
                pipeline.workers(),
                throughput.median(),
                100 * throughput.spread(),
                options.repetition().passes())));
  }

  /** The messages about a packed network. */
  static List<Message> packed(
      MeasuredNetwork measured, Throughput throughput, BenchmarkOptions options) {
    Map<String, Object> fields = fields(Subject.PACKED, measured);
    fields.put("kernel", PackedModel.chosenKernel());
    addResult(fields, throughput);
    return List.of(result(fields, Subject.PACKED, measured, throughput, options));
  }

  /** The messages about a network's graph. */
  static List<Message> graph(
      Subject subject,
      MeasuredNetwork measured,
      Measurement measurement,
      BenchmarkOptions options) {
    Throughput throughput = measurement.throughput();
    OpShares shares = measurement.shares();
    List<OpShares.OpType> slowest = shares.types().stream().limit(SLOWEST).toList();
    Map<String, Object> fields = fields(subject, measured);
    addResult(fields, throughput);
    fields.put("shares", shares(shares));
    fields.put("ops_at_once", shares.opsAtOnce());
    fields.put("threads_without_op", shares.withoutOp(THREADS));
    fields.put("op_types", slowest.stream().map(BenchmarkMessages::fields).toList());
    List<Message> messages = new ArrayList<>();
    messages.add(result(fields, subject, measured, throughput, options));
    messages.add(Message.progress("shares", shares(shares), "  " + inWords(shares)));
    for (OpShares.OpType type : slowest) {
      messages.add(Message.progress("op_type", fields(type), inWords(type)));
    }
    return messages;
  }

  private static Map<String, Object> fields(Subject subject, MeasuredNetwork measured) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("what", subject.word());
    fields.put("model", measured.network().name());
    fields.put("dataset", measured.description().dataset());
    fields.put("image_size", measured.network().imageSize());
    fields.put("batch_size", measured.batchSize());
    return fields;
  }

  private static Message result(
      Map<String, Object> fields,
      Subject subject,
      MeasuredNetwork measured,
      Throughput throughput,
      BenchmarkOptions options) {
    return Message.result(
        "benchmark",
        fields,
        String.format(
            Locale.ROOT,
            "%s: %.0f images/s, %.1f ms per batch, spread %.1f %% of %d passes%s",
            title(subject, measured),
            throughput.median(),
            1e3 * measured.batchSize() / throughput.median(),
            100 * throughput.spread(),
            options.repetition().passes(),
            peakMemory()));
  }

  private static void addResult(Map<String, Object> fields, Throughput throughput) {
    fields.put("images_per_second", throughput.median());
    fields.put("spread", throughput.spread());
    OptionalLong peak = PeakMemory.bytes();
    if (peak.isPresent()) {
      fields.put("peak_memory_bytes", peak.getAsLong());
    }
  }

  private static String peakMemory() {
    OptionalLong peak = PeakMemory.bytes();
    return peak.isPresent()
        ? String.format(Locale.ROOT, ", peak memory %.0f MiB", peak.getAsLong() / MEBI)
        : "";
  }

  private static Map<String, Object> shares(OpShares shares) {
    Map<String, Object> byKey = new LinkedHashMap<>();
    shares.kinds().forEach((kind, share) -> byKey.put(kind.key(), share));
    byKey.put("waiting", shares.waiting());
    return byKey;
  }

  /** The kinds of ops with a visible share, largest first, followed by the share of waiting. */
  private static String inWords(OpShares shares) {
    String kinds =
        shares.kinds().entrySet().stream()
            .filter(entry -> entry.getValue() >= SHOWN)
            .sorted(Map.Entry.<OpKind, Double>comparingByValue(Comparator.reverseOrder()))
            .map(entry -> share(entry.getKey().words(), entry.getValue()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%s, %s; %.2f ops at once, threads without an op %.1f %%",
        kinds,
        share("waiting", shares.waiting()),
        shares.opsAtOnce(),
        100 * shares.withoutOp(THREADS));
  }

  private static String share(String words, double share) {
    return String.format(Locale.ROOT, "%s %.1f %%", words, 100 * share);
  }

  private static Map<String, Object> fields(OpShares.OpType type) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", type.type());
    fields.put("kind", type.kind().key());
    fields.put("share", type.share());
    fields.put("count", type.count());
    fields.put("milliseconds", type.milliseconds());
    return fields;
  }

  private static String inWords(OpShares.OpType type) {
    return String.format(
        Locale.ROOT,
        "  %5.1f %%  %8.2f ms  %5.0f x  %s (%s)",
        100 * type.share(),
        type.milliseconds(),
        type.count(),
        type.type(),
        type.kind().words());
  }
}
