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
import org.recu.files.NamedFile;

/**
 * A partially downloaded archive. It is kept when a download fails, so that the next one resumes.
 *
 * @param path of the file, which may not exist yet
 * @param archive it is to become
 */
record PartFile(Path path, Archive archive) {
  private static final int PIECE = 1 << 16;

  /** Number of bytes received; a file longer than the archive is deleted. */
  long size() throws IOException {
    long size = Files.exists(path) ? Files.size(path) : 0;
    if (size > archive.size()) {
      Files.delete(path);
      return 0;
    }
    return size;
  }

  /** Deletes the file, to start again. */
  void drop() throws IOException {
    Files.deleteIfExists(path);
  }

  /**
   * Appends received bytes.
   *
   * @param input to read to its end
   * @param from number of existing bytes to keep
   * @param progress is notified of every chunk received
   * @throws ArrivalException if reading fails; the bytes received before are kept
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
          ? new NamedFile(path).output(StandardOpenOption.APPEND)
          : new NamedFile(path).output();
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
   * Verifies the checksum, and deletes the file if it is wrong.
   *
   * @throws DataException if the checksum is wrong
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
      try (InputStream input = new DigestInputStream(new NamedFile(path).input(), digest)) {
        input.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The connection broke during the transfer. */
  static final class ArrivalException extends IOException {
    private static final long serialVersionUID = 1L;

    ArrivalException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
