package org.recu.files;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/**
 * A file whose I/O errors name it. The JDK names a file that cannot be opened, but says no more
 * than "No space left on device" where a read or a write fails later.
 *
 * @param path of the file
 */
public record NamedFile(Path path) {

  /** Reads the whole file. */
  public byte[] bytes() throws IOException {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw FileError.at(path, e);
    }
  }

  /** Writes the whole file, replacing its content. */
  public void write(byte[] content) throws IOException {
    try {
      Files.write(path, content);
    } catch (IOException e) {
      throw FileError.at(path, e);
    }
  }

  /** Opens the file to read it; not buffered. */
  public InputStream input() throws IOException {
    return new Input(Files.newInputStream(path), path);
  }

  /** Opens the file to write it; not buffered. */
  public OutputStream output(OpenOption... options) throws IOException {
    return new Output(Files.newOutputStream(path, options), path);
  }

  /** Writes all of a buffer to the file, which is open. */
  public void write(FileChannel channel, ByteBuffer content) throws IOException {
    try {
      while (content.hasRemaining()) {
        channel.write(content);
      }
    } catch (IOException e) {
      throw FileError.at(path, e);
    }
  }

  /** Forces the content of the file, which is open, to the disk, and perhaps its metadata. */
  public void force(FileChannel channel, boolean metadata) throws IOException {
    try {
      channel.force(metadata);
    } catch (IOException e) {
      throw FileError.at(path, e);
    }
  }

  private static final class Input extends FilterInputStream {
    private final Path path;

    Input(InputStream in, Path path) {
      super(in);
      this.path = path;
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (IOException e) {
        throw FileError.at(path, e);
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return in.read(bytes, offset, length);
      } catch (IOException e) {
        throw FileError.at(path, e);
      }
    }
  }

  /** A stream whose errors name the file. */
  static final class Output extends FilterOutputStream {
    private final Path path;

    Output(OutputStream out, Path path) {
      super(out);
      this.path = path;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw FileError.at(path, e);
      }
    }
  }
}
