package org.recu.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the values of a graph's variables into a checkpoint's folder. */
@FunctionalInterface
public interface VariablesWriter {

  /**
   * Writes at least one file beside {@code prefix}, in the same folder, which is there and empty.
   *
   * @param prefix what TensorFlow calls a checkpoint's prefix: its files are named {@code
   *     prefix.index} and {@code prefix.data-00000-of-00001}
   * @throws IOException when it cannot
   */
  void write(Path prefix) throws IOException;
}
