package org.recu.pickle;

import java.nio.ByteBuffer;
import org.recu.fuzz.Bounds;

/** Fuzzes Python's pickles, with numpy's names as for data sets. */
public final class PickleTarget {

  private PickleTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    Bounds.check(
        data.length,
        PickleException.class,
        () -> PickleReader.readAll(ByteBuffer.wrap(data), PickleVocabulary.numpy()));
  }
}
