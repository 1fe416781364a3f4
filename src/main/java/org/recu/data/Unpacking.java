package org.recu.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Unpacks an archive beside its place and moves it there when it is whole and on the disk.
 *
 * @param archive what it is
 * @param packed the packed file
 */
record Unpacking(Archive archive, Path packed) {

  /**
   * Makes the archive's folder in another one.
   *
   * @throws DataException if the archive is not one, holds what does not belong into its folder, or
   *     cannot be written; then nothing of it stays
   */
  void into(Path dataPath) throws IOException {
    Path aside = Files.createTempDirectory(dataPath, "." + archive.folder() + "-");
    try {
      unpack(aside);
      Path folder = aside.resolve(archive.folder());
      if (!Files.isDirectory(folder)) {
        throw new DataException(packed + " holds no folder " + archive.folder());
      }
      Files.move(folder, dataPath.resolve(archive.folder()));
      sync(dataPath);
    } catch (DataException e) {
      throw e;
    } catch (IOException e) {
      throw new DataException(
          packed + " cannot be unpacked into " + dataPath + ": " + FileTrouble.reason(e), e);
    } finally {
      delete(aside);
    }
  }

  private void unpack(Path aside) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(packed));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        Path target = aside.resolve(entry.getName()).normalize();
        if (!target.startsWith(aside.resolve(archive.folder()))) {
          throw new DataException(
              packed + " holds " + entry.getName() + ", which is outside of " + archive.folder());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (isPlainFile(entry)) {
          Files.createDirectories(target.getParent());
          Files.copy(tar, target);
          sync(target);
        } else {
          throw new DataException(
              packed + " holds " + entry.getName() + ", which is neither a file nor a folder");
        }
      }
    }
  }

  /** Commons Compress calls links and devices files too. */
  private static boolean isPlainFile(TarArchiveEntry entry) {
    byte kind = entry.getLinkFlag();
    return kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM;
  }

  /** Brings a file's content, or a folder's entries, to the disk. */
  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
