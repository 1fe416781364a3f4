package org.recu.data.folders;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.recu.data.DataException;
import org.recu.fuzz.Bounds;
import org.recu.fuzz.ScratchFile;

/** Fuzzes the listing of a run, which is compressed here, and Tiny-ImageNet's annotations. */
public final class ListingTarget {

  private ListingTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(data);
    }
    Path listing = ScratchFile.of("train.listing", packed.toByteArray());
    Bounds.check(data.length, DataException.class, () -> new ListingFile(listing).read());
    Path annotations = ScratchFile.of("val/val_annotations.txt", data);
    ScratchFile.of("val/images/a.png", new byte[0]);
    Bounds.check(
        data.length,
        DataException.class,
        () -> new AnnotatedFolder(annotations.getParent()).list());
  }
}
