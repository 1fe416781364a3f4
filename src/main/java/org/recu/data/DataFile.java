package org.recu.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.recu.files.FileError;
import org.recu.files.NamedFile;

/**
 * A file of a data set. Its errors name the path.
 *
 * @param path where it is
 */
public record DataFile(Path path) {

  /** A use of an open file. */
  public interface Use<T> {
    T of(InputStream input) throws IOException;
  }

  /** Opens the file, uses it and closes it. */
  public <T> T read(Use<T> use) throws IOException {
    if (Files.isDirectory(path)) {
      throw isFolder();
    }
    try (InputStream input = new NamedFile(path).input()) {
      return use.of(input);
    } catch (DataException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** All of its bytes, read at once. */
  public byte[] bytes() throws IOException {
    try {
      return new NamedFile(path).bytes();
    } catch (IOException e) {
      // Checked only after a failure: a set may have millions of files, and hardly any is a folder.
      throw Files.isDirectory(path) ? isFolder() : unreadable(e);
    }
  }

  /** Size in bytes. */
  public long size() throws IOException {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** An exception whose message is the file's path and what is wrong with it. */
  public DataException wrong(String what) {
    return new DataException(path + ": " + what);
  }

  private DataException isFolder() {
    return wrong("is a folder, expected a file");
  }

  private DataException unreadable(IOException e) {
    return new DataException(path + ": cannot be read: " + FileError.reason(e), e);
  }
}
