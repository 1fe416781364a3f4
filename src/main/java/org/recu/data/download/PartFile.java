package org.recu.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.recu.data.Archive;
import org.recu.data.DataException;
import org.recu.files.FileError;

/**
 * What has arrived of an archive so far. Stays when a download breaks off, so that it can go on.
 *
 * @param path of the file, which may not exist yet
 * @param archive it is to become
 */
record PartFile(Path path, Archive archive) {
  private static final int PIECE = 1 << 16;

  /** Bytes that are there; a file longer than the archive is none of it and is dropped. */
  long size() throws IOException {
    long size = Files.exists(path) ? Files.size(path) : 0;
    if (size > archive.size()) {
      Files.delete(path);
      return 0;
    }
    return size;
  }

  /** Starts again from nothing. */
  void drop() throws IOException {
    Files.deleteIfExists(path);
  }

  /**
   * Writes what arrives.
   *
   * @param input what arrives, to its end
   * @param from bytes that are there already and are kept
   * @param progress is told of every piece
   * @throws ArrivalException if reading fails; what arrived before is kept
   * @throws DataException if writing fails, or more arrives than the archive has
   */
  void append(InputStream input, long from, DownloadProgress progress) throws IOException {
    byte[] piece = new byte[PIECE];
    long size = from;
    try (OutputStream output = open(from)) {
      int count;
      while ((count = arrive(input, piece)) >= 0) {
        size += count;
        if (size > archive.size()) {
          break;
        }
        write(output, piece, count);
        progress.at(size, archive.size());
      }
    }
    if (size > archive.size()) {
      drop();
      throw new DataException(
          archive.address() + ": expected " + archive.size() + " bytes, found more");
    }
  }

  private OutputStream open(long from) throws DataException {
    try {
      return from > 0
          ? Files.newOutputStream(path, StandardOpenOption.APPEND)
          : Files.newOutputStream(path);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static int arrive(InputStream input, byte[] piece) throws ArrivalException {
    try {
      return input.read(piece);
    } catch (IOException e) {
      throw new ArrivalException(e);
    }
  }

  private void write(OutputStream output, byte[] piece, int count) throws DataException {
    try {
      output.write(piece, 0, count);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private DataException unwritable(IOException e) {
    return new DataException(path + " cannot be written: " + FileError.reason(e), e);
  }

  /**
   * Checks that this is the archive, and drops it if it is not.
   *
   * @throws DataException if the checksum is another
   */
  void verify() throws IOException {
    String found = sha256();
    if (!found.equals(archive.sha256())) {
      drop();
      throw new DataException(
          archive.address()
              + ": what arrived is not the expected file and was deleted: expected SHA-256 "
              + archive.sha256()
              + ", found "
              + found);
    }
  }

  private String sha256() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream input = new DigestInputStream(Files.newInputStream(path), digest)) {
        input.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The connection broke while something was arriving. */
  static final class ArrivalException extends IOException {
    private static final long serialVersionUID = 1L;

    ArrivalException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
