package org.recu.data.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.recu.data.Archive;
import org.recu.data.DataException;
import org.recu.fuzz.Bounds;
import org.recu.fuzz.ScratchFile;

/**
 * Fuzzes archives: the bytes are a tar, which is compressed here. Nothing may be left elsewhere.
 */
public final class ArchiveTarget {

  private static final Archive ARCHIVE =
      new Archive(URI.create("https://example.org/a.tar.gz"), 1, "", "a", 1 << 16);

  private ArchiveTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(data);
    }
    Path file = ScratchFile.of("archive/a.tar.gz", packed.toByteArray());
    Path folder = Files.createDirectories(file.resolveSibling("data"));
    Bounds.check(data.length, DataException.class, () -> new Unpacking(ARCHIVE, file).into(folder));
    if (Files.exists(folder.resolve("a"))) {
      ScratchFile.delete(folder.resolve("a"));
    }
    try (Stream<Path> left = Files.list(folder);
        Stream<Path> beside = Files.list(file.getParent())) {
      if (left.findAny().isPresent() || beside.count() != 2) {
        throw new AssertionError("unpacked outside of the archive's folder");
      }
    }
  }
}
