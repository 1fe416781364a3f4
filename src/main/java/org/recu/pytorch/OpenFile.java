package org.recu.pytorch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;

/** A file of tensors, open: what it says is known, the numbers are read on demand. */
interface OpenFile extends Closeable {

  /** The object in the file: lists, dictionaries and tensors, as the pickle package has them. */
  Object content();

  /**
   * Reads the numbers of some storages. Those that nobody asks for cost nothing.
   *
   * @throws PyTorchException if they are damaged, or too large for the memory
   */
  void fill(Collection<Storage> needed) throws IOException;

  @Override
  void close() throws IOException;

  /**
   * Rejects what cannot fit in memory before any of it is read.
   *
   * @param bytes that the storages need together
   */
  static void requireMemory(Path path, long bytes) throws PyTorchException {
    long memory = Runtime.getRuntime().maxMemory();
    if (bytes > memory) {
      throw new PyTorchException(
          path,
          "needs %d MB for its tensors, more than the %d MB that Java may use (-Xmx)"
              .formatted(bytes >> 20, memory >> 20));
    }
  }
}
