package org.recu.cli;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.recu.console.Console;

/**
 * What native libraries print to standard error, through a pipe: they know neither the progress bar
 * nor the image that they decode. What image decoders print is dropped, because an image that
 * cannot be decoded is named by the program, and one that can is as good in PIL, which says nothing
 * either. What TensorFlow prints about other workers, its cache of compiled functions, or for
 * information, is dropped, too. The rest appears as lines of the program's.
 */
final class NativeErrors {
  private static final int STANDARD_ERROR = 2;

  /** Messages of libjpeg and libpng, and of the files of TensorFlow that call them. */
  private static final Pattern OF_DECODERS =
      Pattern.compile(
          "^(Corrupt JPEG|Premature end of JPEG|Invalid (SOS|crop|component|JPEG|PNG)|Inconsistent"
              + " progression|Unknown Adobe|Warning: unknown JFIF|Unsupported|Bogus|Huffman|Arithmetic"
              + "|libpng (warning|error):).*"
              + "|.*\\b(jpeg_mem|jpeg_handle|png_io|decode_image_op)\\.cc:\\d+\\].*");

  /**
   * Messages of TensorFlow's server and collective ops, some of them over several lines. The
   * program says itself that it listens and which worker it has lost.
   */
  private static final Pattern OF_WORKERS =
      Pattern.compile(
          "(?!F\\d{4} |.*: F ).*\\b(grpc_\\w+|server_chttp2|ring_\\w+|base_collective_executor|rpc_collective_executor_mgr"
              + "|collective_param_resolver_\\w+|hierarchical_tree_broadcaster|master_session|worker"
              + "|master)\\.cc:\\d+\\].*"
              + "|Additional GRPC error information from remote target .*"
              + "|The error could be from a previous operation\\. .*"
              + "|:\\{\"created\".*");

  /**
   * Messages of TensorFlow's that are no more than information: Abseil's log writes them whatever
   * {@code TF_CPP_MIN_LOG_LEVEL} says, such as one for each session on a GPU.
   */
  private static final Pattern INFORMATION =
      Pattern.compile(
          "I\\d{4} .*|\\d{4}-\\d\\d-\\d\\d [\\d:.]+: I .*"
              + "|WARNING: All log messages before absl::InitializeLog\\(\\) is called .*");

  /**
   * TensorFlow reads each file of a cache of compiled functions ({@code TF_XLA_FLAGS}) as text
   * first, and then as what it is.
   */
  private static final Pattern OF_CACHE =
      Pattern.compile(".*Error parsing text-format tensorflow\\.XlaSerializedCacheEntry: .*");

  private NativeErrors() {}

  /** Leads standard error into a pipe, and the program's own errors to where it led before. */
  static void divert(NativeLibrary library, Console console) {
    int[] pipe = new int[2];
    System.err.flush();
    int kept = library.getFunction("dup").invokeInt(new Object[] {STANDARD_ERROR});
    if (kept < 0 || library.getFunction("pipe").invokeInt(new Object[] {pipe}) < 0) {
      return;
    }
    ErrorStream.leadTo(new Descriptor(library.getFunction("write"), kept));
    library.getFunction("dup2").invokeInt(new Object[] {pipe[1], STANDARD_ERROR});
    library.getFunction("close").invokeInt(new Object[] {pipe[1]});
    Thread reader =
        new Thread(() -> read(library.getFunction("read"), pipe[0], console), "recu-native-errors");
    reader.setDaemon(true);
    reader.start();
  }

  private static void read(Function read, int pipe, Console console) {
    byte[] bytes = new byte[4096];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int count;
    while ((count = read.invokeInt(new Object[] {pipe, bytes, bytes.length})) > 0) {
      for (int i = 0; i < count; i++) {
        if (bytes[i] == '\n') {
          show(line.toString(StandardCharsets.UTF_8), console);
          line.reset();
        } else {
          line.write(bytes[i]);
        }
      }
    }
  }

  /** Shows a line, unless the program says better what it is about. */
  static void show(String line, Console console) {
    if (!line.isBlank()
        && !OF_DECODERS.matcher(line).matches()
        && !OF_WORKERS.matcher(line).matches()
        && !OF_CACHE.matcher(line).matches()
        && !INFORMATION.matcher(line).matches()) {
      console.error("recu: a native library says: " + line.strip());
    }
  }

  /** Writes to an open file by its number, which Java itself cannot. */
  private static final class Descriptor extends OutputStream {
    private final Function write;
    private final int number;

    Descriptor(Function write, int number) {
      this.write = write;
      this.number = number;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      int done = 0;
      while (done < count) {
        byte[] rest = Arrays.copyOfRange(bytes, from + done, from + count);
        int written = write.invokeInt(new Object[] {number, rest, rest.length});
        if (written <= 0) {
          throw new IOException("standard error cannot be written");
        }
        done += written;
      }
    }
  }
}
