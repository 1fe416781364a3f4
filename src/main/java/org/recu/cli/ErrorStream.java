package org.recu.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * The program's standard error. It goes on to the same terminal or file when {@link NativeLog}
 * leads what native libraries print there elsewhere.
 */
final class ErrorStream extends OutputStream {

  private volatile OutputStream target = new FileOutputStream(FileDescriptor.err);

  /** Whether {@link #install} was called: not where another program runs this one within itself. */
  private static volatile ErrorStream installed;

  private ErrorStream() {}

  /**
   * Becomes {@code System.err}.
   *
   * @param charset of the text
   */
  static PrintStream install(Charset charset) {
    installed = new ErrorStream();
    PrintStream stream = new PrintStream(installed, false, charset);
    System.setErr(stream);
    return stream;
  }

  /** Whether the program's own errors come here and can be led to another target. */
  static boolean isInstalled() {
    return installed != null;
  }

  /** Leads the program's own errors to another target from now on. */
  static void leadTo(OutputStream target) {
    installed.target = target;
  }

  @Override
  public void write(int one) throws IOException {
    target.write(one);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    target.write(bytes, from, count);
  }

  @Override
  public void flush() throws IOException {
    target.flush();
  }
}
