package org.recu.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Parses an option's value. Every error names the option, the value found, and what was expected.
 *
 * @param <T> type of the value: a string, a number, a boolean, or a list of them, so that {@code
 *     config.json} can store it as it is
 */
final class Value<T> {

  /** How many arguments an option takes. */
  enum Count {
    NONE,
    ONE,
    SEVERAL
  }

  /** Decimal numbers only; Java also accepts suffixes, hexadecimal forms and names. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,18}");

  private final Count count;

  /** Stands for the value in the help, such as {@code N}; empty for a flag. */
  private final String placeholder;

  /** What is expected; completes "... is not". Only an error needs it. */
  private final Supplier<String> expected;

  /** Parses all arguments; empty if they are not what was expected. */
  private final Function<List<String>, Optional<T>> reader;

  private Value(
      Count count,
      String placeholder,
      Supplier<String> expected,
      Function<List<String>, Optional<T>> reader) {
    this.count = count;
    this.placeholder = placeholder;
    this.expected = expected;
    this.reader = reader;
  }

  /** An option without a value. */
  static Value<Boolean> flag() {
    return new Value<>(Count.NONE, "", () -> "nothing", words -> Optional.of(true));
  }

  /** Any non-empty word. */
  static Value<String> word(String placeholder, String expected) {
    return one(placeholder, expected, word -> Optional.of(word).filter(w -> !w.isBlank()));
  }

  /** One of the given names. */
  static Value<String> oneOf(String placeholder, List<String> names) {
    return oneOf(placeholder, names, "");
  }

  /** One of the given names; {@code more} is added to the error message. */
  static Value<String> oneOf(String placeholder, List<String> names, String more) {
    return oneOf(placeholder, () -> names, more);
  }

  /** One of some names whose listing takes a while. */
  static Value<String> oneOf(String placeholder, Supplier<List<String>> names) {
    return oneOf(placeholder, names, "");
  }

  private static Value<String> oneOf(
      String placeholder, Supplier<List<String>> names, String more) {
    return new Value<>(
        Count.ONE,
        placeholder,
        () -> "one of " + String.join(", ", names.get()) + more,
        words -> Optional.of(words.get(0)).filter(names.get()::contains));
  }

  /** Some of the given names, each at most once, separated by commas, in the order given. */
  static Value<List<String>> someOf(String placeholder, List<String> names) {
    return one(
        placeholder,
        "one or more of " + String.join(", ", names) + ", separated by commas, each once",
        word ->
            Optional.of(List.of(word.split(",", -1)))
                .filter(names::containsAll)
                .filter(some -> Set.copyOf(some).size() == some.size()));
  }

  /** A word that matches a regular expression. */
  static Value<String> matching(String placeholder, String regex, String expected) {
    return one(placeholder, expected, word -> Optional.of(word).filter(w -> w.matches(regex)));
  }

  /** A word that meets a condition. */
  static Value<String> matching(String placeholder, Predicate<String> condition, String expected) {
    return one(placeholder, expected, word -> Optional.of(word).filter(condition));
  }

  private static <T> Value<T> one(
      String placeholder, String expected, Function<String, Optional<T>> reader) {
    return new Value<>(Count.ONE, placeholder, () -> expected, words -> reader.apply(words.get(0)));
  }

  /** A whole number in a range, both ends included. */
  static Value<Integer> wholeNumber(int least, int greatest) {
    return one(
        "N",
        wholeNumberWords(least, greatest),
        word -> whole(word, least, greatest).map(Long::intValue));
  }

  /** A whole number that may exceed an {@code int}; both ends of the range included. */
  static Value<Long> longNumber(long least, long greatest) {
    return one("N", wholeNumberWords(least, greatest), word -> whole(word, least, greatest));
  }

  /** One or more whole numbers in a range, ascending. */
  static Value<List<Integer>> ascendingNumbers(int least, int greatest) {
    return new Value<>(
        Count.SEVERAL,
        "N ...",
        () -> "ascending whole numbers from " + least + " to " + greatest,
        words -> ascending(words, least, greatest));
  }

  /** A number that meets a condition. */
  static Value<Double> number(String expected, DoublePredicate condition) {
    return one(
        "X",
        expected,
        word ->
            Optional.of(word)
                .filter(w -> NUMBER.matcher(w).matches())
                .map(Double::valueOf)
                .filter(x -> Double.isFinite(x) && condition.test(x)));
  }

  /**
   * Parses an option's value.
   *
   * @param option name for the error message, such as {@code --lr}
   */
  T read(String option, List<String> words) throws UsageException {
    return reader
        .apply(words)
        .orElseThrow(
            () -> {
              String found = String.join(" ", words);
              return new UsageException(
                  option + ": " + (found.isBlank() ? "''" : found) + " is not " + expected());
            });
  }

  Count count() {
    return count;
  }

  String placeholder() {
    return placeholder;
  }

  String expected() {
    return expected.get();
  }

  private static String wholeNumberWords(long least, long greatest) {
    return "a whole number from " + least + " to " + greatest;
  }

  private static Optional<Long> whole(String word, long least, long greatest) {
    return Optional.of(word)
        .filter(w -> WHOLE_NUMBER.matcher(w).matches())
        .map(Long::valueOf)
        .filter(n -> least <= n && n <= greatest);
  }

  private static Optional<List<Integer>> ascending(List<String> words, int least, int greatest) {
    List<Integer> numbers = new ArrayList<>();
    long lowest = least;
    for (String word : words) {
      Optional<Long> number = whole(word, lowest, greatest);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      numbers.add(number.get().intValue());
      lowest = number.get() + 1;
    }
    return Optional.of(List.copyOf(numbers));
  }
}
