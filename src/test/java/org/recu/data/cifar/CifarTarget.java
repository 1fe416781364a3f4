package org.recu.data.cifar;

import java.nio.file.Path;
import org.recu.data.DataException;
import org.recu.data.DataFile;
import org.recu.fuzz.Bounds;
import org.recu.fuzz.ScratchFile;

/** Fuzzes the files of CIFAR with one record, pickled and binary. */
public final class CifarTarget {

  private CifarTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    Path file = ScratchFile.of("batch", data);
    read(data.length, new CifarPickleReader("labels"), file);
    read(data.length, new CifarBinaryReader(1), file);
  }

  private static void read(int size, CifarReader reader, Path file) {
    Bounds.check(
        size,
        DataException.class,
        () -> reader.read(new DataFile(file), 1, new CifarImages(1, 10), 0));
  }
}
