package org.recu.trial;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recu.lowering.SumsBy;

/**
 * How long a layer took in each way that gives the right numbers.
 *
 * @param milliseconds of a batch; at least one
 */
record Times(Map<SumsBy, Double> milliseconds) {

  /** By how much counting may take longer. */
  private static final double TIE = 1.1;

  Times {
    milliseconds = Collections.unmodifiableMap(new EnumMap<>(milliseconds));
  }

  /**
   * The way to take: the fastest, or counting where that takes no more than a tenth longer. It
   * leaves no signs in float32 to be kept, whose traffic the times do not have.
   */
  SumsBy preferred() {
    double least = Collections.min(milliseconds.values());
    if (milliseconds.getOrDefault(SumsBy.COUNT, Double.MAX_VALUE) <= TIE * least) {
      return SumsBy.COUNT;
    }
    return milliseconds.entrySet().stream()
        .min(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
  }

  /** Such as {@code convolution 3.214 parts 2.001 count 1.120}. */
  String text() {
    return milliseconds.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%s %.3f", e.getKey().word(), e.getValue()))
        .collect(Collectors.joining(" "));
  }

  /** The times of a {@link #text}; empty if it is none. */
  static Optional<Times> of(String text) {
    String[] words = text.split(" ", -1);
    Map<SumsBy, Double> times = new EnumMap<>(SumsBy.class);
    for (int i = 0; i + 1 < words.length; i += 2) {
      Optional<SumsBy> way = SumsBy.named(words[i]);
      Optional<Double> time = number(words[i + 1]);
      if (way.isEmpty() || time.isEmpty() || times.put(way.get(), time.get()) != null) {
        return Optional.empty();
      }
    }
    return words.length % 2 == 1 ? Optional.empty() : Optional.of(new Times(times));
  }

  private static Optional<Double> number(String text) {
    try {
      double number = Double.parseDouble(text);
      return number >= 0 && Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
