package org.recu.data.folders;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.recu.files.FileError;
import org.recu.files.NamedFile;
import org.recu.image.RareFormats;

/**
 * A file whose name says that it has one of the formats of which not all kinds are decoded. Its
 * header is read when the set is listed, so that training does not end at it hours later.
 */
final class RareFile {
  /** Enough for the header of a file that begins with it. */
  private static final int HEAD = 1 << 16;

  private RareFile() {}

  /** Why it cannot be decoded, as far as its header says; empty if it can. */
  static Optional<String> problem(Path file) {
    try (InputStream in = new NamedFile(file).input()) {
      byte[] head = in.readNBytes(HEAD);
      return RareFormats.headIsEnough(head)
          ? RareFormats.problem(head)
          : RareFormats.problem(new NamedFile(file).bytes());
    } catch (IOException e) {
      return Optional.of("cannot be read: " + FileError.reason(e));
    } catch (OutOfMemoryError e) {
      return Optional.of("cannot be read: it is larger than the memory");
    }
  }
}
