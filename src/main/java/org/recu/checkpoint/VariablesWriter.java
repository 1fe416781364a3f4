package org.recu.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the values of a graph's variables into a checkpoint's folder. */
@FunctionalInterface
public interface VariablesWriter {

  /**
   * Writes at least one file whose path starts with {@code prefix}. The folder exists and is empty.
   *
   * @param prefix TensorFlow's checkpoint prefix: its files are named {@code prefix.index} and
   *     {@code prefix.data-00000-of-00001}
   * @throws IOException if they cannot be written
   */
  void write(Path prefix) throws IOException;
}
