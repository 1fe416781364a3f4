package org.recu.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The program's standard output: UTF-8 whatever the locale. A {@link PrintStream} keeps it to
 * itself if it cannot write, as on a full disk; this remembers why.
 */
final class StandardOutput extends FilterOutputStream {

  /** What a reader that needs no more, such as {@code head}, leaves behind. */
  private static final String NO_READER = "Broken pipe";

  private volatile IOException failure;

  /** Output to a file or a terminal. */
  StandardOutput(OutputStream out) {
    super(out);
  }

  /** The process's own. */
  static StandardOutput ofProcess() {
    return new StandardOutput(new FileOutputStream(FileDescriptor.out));
  }

  /** What prints to it; to be flushed. */
  PrintStream printer() {
    return new PrintStream(new BufferedOutputStream(this), false, StandardCharsets.UTF_8);
  }

  /** Why something was not written; empty if all was, or if the reader has gone. */
  Optional<String> problem() {
    return Optional.ofNullable(failure)
        .map(e -> String.valueOf(e.getMessage()))
        .filter(message -> !message.equals(NO_READER));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }
}
