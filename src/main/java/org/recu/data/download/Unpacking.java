package org.recu.data.download;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.recu.data.Archive;
import org.recu.data.DataException;
import org.recu.files.AtomicFolder;
import org.recu.files.FileError;
import org.recu.files.NamedFile;

/**
 * Unpacks an archive into a hidden folder, which is renamed when it is complete and on disk.
 *
 * @param archive what it is
 * @param packed the packed file
 */
record Unpacking(Archive archive, Path packed) {

  /**
   * How much more than the catalogue says an archive may unpack to: its numbers are those of the
   * files, which take more in the archive.
   */
  private static final int MOST_UNPACKED = 2;

  private static final long SPARE_BYTES = 1 << 20;

  /**
   * Unpacks the archive's folder into another folder.
   *
   * @throws DataException if the archive is invalid, has entries outside its folder, or cannot be
   *     written; nothing is left behind
   */
  void into(Path dataPath) throws IOException {
    try (AtomicFolder written = AtomicFolder.begin(dataPath.resolve(archive.folder()))) {
      if (!unpack(written.path())) {
        throw new DataException(packed + " holds no folder " + archive.folder());
      }
      written.create();
    } catch (DataException e) {
      throw e;
    } catch (IOException e) {
      throw new DataException(
          packed + " cannot be unpacked into " + dataPath + ": " + FileError.sentence(e), e);
    }
  }

  /** Unpacks the archive's folder, and says whether it holds one. */
  private boolean unpack(Path written) throws IOException {
    boolean found = false;
    long most = archive.unpackedSize() * MOST_UNPACKED + SPARE_BYTES;
    long size = 0;
    try (InputStream file = new BufferedInputStream(new NamedFile(packed).input());
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new LimitedInput(new GZIPInputStream(file), most))) {
      TarArchiveEntry entry;
      while ((entry = next(tar)) != null) {
        // A sparse file is larger than its bytes in the archive.
        size += Math.max(entry.getSize(), entry.getRealSize());
        if (entry.getSize() < 0 || entry.isSparse() || size < 0 || size > most) {
          throw new DataException(
              "%s holds %s, with which it would unpack to more than the %d bytes expected"
                  .formatted(packed, FileError.quoted(entry.getName()), archive.unpackedSize()));
        }
        Path name = path(entry.getName());
        if (!name.startsWith(archive.folder())) {
          throw new DataException(
              packed
                  + " holds "
                  + FileError.quoted(entry.getName())
                  + ", which is outside of "
                  + archive.folder());
        }
        Path target = written.resolve(Path.of(archive.folder()).relativize(name));
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (isPlainFile(entry)) {
          Files.createDirectories(target.getParent());
          try (OutputStream out = new NamedFile(target).output(StandardOpenOption.CREATE_NEW)) {
            tar.transferTo(out);
          }
        } else {
          throw new DataException(
              packed
                  + " holds "
                  + FileError.quoted(entry.getName())
                  + ", which is neither a file nor a folder");
        }
        found = true;
      }
    }
    return found;
  }

  private static TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
    try {
      return tar.getNextEntry();
    } catch (RuntimeException e) {
      // Some damaged headers make Commons Compress throw an unchecked exception.
      throw new IOException("a damaged entry (" + e + ")", e);
    }
  }

  private Path path(String name) throws DataException {
    try {
      return Path.of(name).normalize();
    } catch (InvalidPathException e) {
      throw new DataException(packed + " holds an entry whose name is no path", e);
    }
  }

  /**
   * Whether the entry is a regular file; Commons Compress takes links and devices for files as
   * well.
   */
  private static boolean isPlainFile(TarArchiveEntry entry) {
    byte kind = entry.getLinkFlag();
    return kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM;
  }
}
