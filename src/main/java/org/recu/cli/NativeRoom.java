package org.recu.cli;

import java.io.IOException;
import java.util.Optional;
import org.recu.run.MemoryLimit;

/**
 * The room in this process's address space for TensorFlow's libraries and what they take. Loaders
 * do not say that there is too little of it, and later TensorFlow ends the process without a word.
 *
 * @param limit what limits the address space; empty if nothing does
 */
record NativeRoom(Optional<MemoryLimit> limit) {

  /** Bytes in which the libraries fit for certain. */
  private static final long ENOUGH = 4L << 30;

  /**
   * Bytes with less of which TensorFlow fails while its libraries are loaded or ends the process in
   * the first step: measured with two cores.
   */
  private static final long LEAST = 1_200L << 20;

  /** The room that is left now. */
  static NativeRoom here() {
    return new NativeRoom(MemoryLimit.ofAddressSpace());
  }

  /**
   * Rejects a limit under which TensorFlow surely fails.
   *
   * @throws IOException if too little is left
   */
  void require() throws IOException {
    Optional<String> shortage = shortage(LEAST);
    if (shortage.isPresent()) {
      throw new IOException(shortage.get());
    }
  }

  /** Why a library that does not load may not fit in; empty if it does. */
  Optional<String> shortage() {
    return shortage(ENOUGH);
  }

  private Optional<String> shortage(long needed) {
    return limit
        .filter(found -> found.most() < needed)
        .map(
            found ->
                ("there is no room for TensorFlow, which takes 1.3 GB or more: %s: raise the limit,"
                        + " or leave Java less (-Xmx in RECU_JAVA_OPTS)")
                    .formatted(found.limit()));
  }
}
