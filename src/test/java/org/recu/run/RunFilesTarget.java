package org.recu.run;

import java.io.IOException;
import java.nio.file.Path;
import org.recu.fuzz.Bounds;
import org.recu.fuzz.ScratchFile;

/** Fuzzes a run's config.json and failed.json. */
public final class RunFilesTarget {

  private RunFilesTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    Path config = ScratchFile.of("run/config.json", data);
    Bounds.check(data.length, IOException.class, () -> RunHistory.read(config.getParent()));
    Bounds.check(data.length, IOException.class, () -> RunFailure.read(config));
  }
}
