package org.recu.trial;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recu.console.Message;
import org.recu.lowering.SumsBy;
import org.recu.nn.ConvolutionShape;

/**
 * The way that the layers of a shape take, and why.
 *
 * @param way to the sums
 * @param times by which it was chosen; empty where nothing was tried
 * @param reason in a word or two
 */
record Choice(SumsBy way, Optional<Times> times, String reason) {

  /** The choice as a log message, shown with {@code --verbose}. */
  Message message(ConvolutionShape shape) {
    Map<String, Double> milliseconds = new LinkedHashMap<>();
    times.ifPresent(
        found ->
            found.milliseconds().forEach((tried, time) -> milliseconds.put(tried.word(), time)));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("layer", shape.toString());
    fields.put("way", way.word());
    fields.put("reason", reason);
    fields.put("milliseconds", milliseconds);
    String tried =
        milliseconds.entrySet().stream()
            .map(e -> String.format(Locale.ROOT, ", %s %.2f ms", e.getKey(), e.getValue()))
            .collect(Collectors.joining());
    return Message.detail(
        "sums", fields, "sums of a %s: %s (%s%s)".formatted(shape, way.word(), reason, tried));
  }
}
