package org.recu.checkpoint;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a run was started.
 *
 * @param seed the seed in use, which was drawn at random if none was given
 * @param epochs of the whole schedule
 * @param batchSize images per training step
 * @param options every option with its resolved value, as JSON
 * @param versions of the program, TensorFlow, the JVM and the like, by name
 * @param towers number of devices that shared each batch
 */
public record RunDescription(
    long seed,
    int epochs,
    int batchSize,
    String options,
    Map<String, String> versions,
    int towers) {

  public RunDescription {
    // Sorted, so that equal states have equal bytes.
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs (%d) must be at least 1".formatted(epochs));
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize (%d) must be at least 1".formatted(batchSize));
    }
    if (towers < 1) {
      throw new IllegalArgumentException("towers (%d) must be at least 1".formatted(towers));
    }
  }
}
