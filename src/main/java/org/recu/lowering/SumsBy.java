package org.recu.lowering;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How training on the CPU sums products of signs. Every way gives the same numbers. */
public enum SumsBy {
  /** By the convolution of TensorFlow, in float32. */
  CONVOLUTION("convolution"),
  /** By convolutions in bfloat16 that are small enough to be exact: {@link WholeSums}. */
  PARTS("parts"),
  /** By counting bits: {@link OneBitSums}. */
  COUNT("count");

  /** The system property that names the way that all layers take. */
  public static final String PROPERTY = "recu.sums";

  private final String word;

  SumsBy(String word) {
    this.word = word;
  }

  /** Its name for people and files. */
  public String word() {
    return word;
  }

  /** The way of a name; empty if there is none. */
  public static Optional<SumsBy> named(String word) {
    return Arrays.stream(values()).filter(way -> way.word.equals(word)).findFirst();
  }

  /**
   * The way that the system property names; empty if it is not set.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static Optional<SumsBy> forced() {
    String name = System.getProperty(PROPERTY);
    if (name == null) {
      return Optional.empty();
    }
    List<String> words = Arrays.stream(values()).map(SumsBy::word).toList();
    return Optional.of(
        named(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s (%s) is not one of %s".formatted(PROPERTY, name, words))));
  }
}
