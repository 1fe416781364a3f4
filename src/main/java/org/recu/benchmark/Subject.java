package org.recu.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is measured. */
public enum Subject {
  /** A training step on a batch in memory. */
  STEP,
  /** From a data set's files to batches in memory. */
  PIPELINE,
  /** Logits of a batch in memory, by the graph that a checkpoint is evaluated with. */
  EVALUATE,
  /** Logits of a batch in memory, by an exported network. */
  SAVEDMODEL;

  /** Its name on the command line, such as {@code step}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The subject of a name that {@link #words} holds. */
  public static Subject of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Names of all. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Subject::word).toList();
  }
}
