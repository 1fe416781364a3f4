package org.recu.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Something that can be measured. */
public enum Subject {
  /** A training step on a batch in memory. */
  STEP,
  /** From a data set's files to batches in memory. */
  PIPELINE,
  /** Logits of a batch in memory, computed by the graph that evaluates a checkpoint. */
  EVALUATE,
  /** Logits of a batch in memory, computed by an exported network. */
  SAVEDMODEL,
  /** Logits of a batch in memory, computed by a packed network without TensorFlow. */
  PACKED;

  /** Its name on the command line, such as {@code step}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the subject with a name from {@link #words}. */
  public static Subject of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The names of all subjects. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Subject::word).toList();
  }
}
