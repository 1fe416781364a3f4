package org.recu.record;

import java.io.IOException;
import java.nio.file.Path;
import org.recu.fuzz.Bounds;
import org.recu.fuzz.ScratchFile;

/** Fuzzes the files of one JSON object a line. */
public final class JsonLinesTarget {

  private JsonLinesTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    Path file = ScratchFile.of("metrics.jsonl", data);
    Bounds.check(
        data.length,
        IOException.class,
        () -> {
          for (EpochLine line : JsonLines.ofEpochs(file).read()) {
            line.layers().forEach(layer -> layer.name());
          }
        });
    Bounds.check(data.length, IOException.class, () -> JsonLines.ofSteps(file).keepBefore(1));
  }
}
