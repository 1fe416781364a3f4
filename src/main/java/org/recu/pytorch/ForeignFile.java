package org.recu.pytorch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.recu.pickle.PickleText;

/** What a file is that holds no weights in a format of PyTorch's, by its first bytes. */
final class ForeignFile {

  /** Number of bytes that tell every kind. */
  static final int START = 512;

  /** Offset of the mark in a tar. */
  private static final int TAR_MARK = 257;

  /** Bytes that are shown of an unknown file. */
  private static final int SHOWN = 4;

  private static final int SHOWN_TEXT = 40;

  private record Sign(int offset, String mark, String kind, String advice) {
    Sign(int offset, String mark, String kind) {
      this(offset, mark, kind, "");
    }
  }

  private static final String UNPACK = ": unpack it first";

  /** Marks, one byte per character, in the order in which they are tried. */
  private static final List<Sign> SIGNS =
      List.of(
          new Sign(0, "\u0089HDF\r\n\u001a\n", "an HDF5 file, as Keras writes"),
          new Sign(
              0,
              "version https://git-lfs",
              "a Git LFS pointer",
              ": run git lfs pull for the file itself"),
          new Sign(0, "\u001f\u008b", "compressed with gzip", UNPACK),
          new Sign(0, "BZh", "compressed with bzip2", UNPACK),
          new Sign(0, "\u00fd7zXZ", "compressed with xz", UNPACK),
          new Sign(0, "(\u00b5/\u00fd", "compressed with zstd", UNPACK),
          new Sign(0, "7z\u00bc\u00af", "a 7z archive", UNPACK),
          new Sign(0, "Rar!", "a RAR archive", UNPACK),
          new Sign(TAR_MARK, "ustar", "a tar archive", UNPACK),
          new Sign(0, "\u0093NUMPY", "an array of numpy.save"),
          new Sign(0, "GGUF", "a GGUF model"),
          new Sign(4, "TFL3", "a TensorFlow Lite model"),
          new Sign(0, "\u0089PNG", "a PNG image"),
          new Sign(0, "\u00ff\u00d8\u00ff", "a JPEG image"),
          new Sign(0, "%PDF", "a PDF document"),
          new Sign(0, "\u007fELF", "a program"),
          new Sign(0, "PK\u0005\u0006", "an empty zip"));

  private ForeignFile() {}

  /**
   * Rejects what is not a regular file: opening a pipe would wait for its writer, perhaps for ever.
   *
   * @throws IOException if it is not, or does not exist
   */
  static void requireRegular(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new PyTorchException(path, "is a folder, expected a PyTorch file");
    }
    if (!attributes.isRegularFile()) {
      throw new PyTorchException(
          path, "is a pipe or a device, expected a PyTorch file (it is read more than once)");
    }
  }

  /**
   * Says what a file is instead.
   *
   * @param start its first {@link #START} bytes, or all of them
   */
  static String describe(Path path, byte[] start) {
    if (start.length == 0) {
      return "is empty, expected a PyTorch file";
    }
    String text = new String(start, StandardCharsets.ISO_8859_1);
    for (Sign sign : SIGNS) {
      if (text.startsWith(sign.mark, sign.offset)) {
        return "is %s, expected a PyTorch file%s".formatted(sign.kind, sign.advice);
      }
    }
    String begin = text.replaceFirst("^(\u00ef\u00bb\u00bf)?\\s*", "").toLowerCase(Locale.ROOT);
    if (begin.startsWith("<!doctype html") || begin.startsWith("<html")) {
      return "is an HTML page, expected a PyTorch file: the download was answered with a web page";
    }
    if (begin.startsWith("<?xml")) {
      return "is an XML document, expected a PyTorch file";
    }
    String protobuf = protobuf(path, start);
    if (!protobuf.isEmpty()) {
      return protobuf;
    }
    return "is no PyTorch file: expected a zip or a pickle, found bytes %s%s"
        .formatted(
            HexFormat.ofDelimiter(" ").formatHex(start, 0, Math.min(SHOWN, start.length)),
            isText(start) ? " (the text \"%s\")".formatted(shown(text)) : "");
  }

  /** ONNX and TensorFlow write protocol buffers, which have no mark: the first fields tell. */
  private static String protobuf(Path path, byte[] start) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    // Field 1, a version; then field 2 (of text or a message) or another that ONNX may begin with.
    boolean version = start.length > 2 && start[0] == 0x08 && start[1] > 0 && start[1] < 0x20;
    boolean message = version && (start[2] == 0x12 || start[2] == 0x3a || start[2] == 0x42);
    if (name.equals("saved_model.pb") || (message && start[1] == 1)) {
      return "is the saved_model.pb of a SavedModel: give its folder";
    }
    if (message || name.endsWith(".onnx")) {
      return "is an ONNX model, expected a PyTorch file";
    }
    return name.endsWith(".pb") ? "is a TensorFlow graph, expected a PyTorch file" : "";
  }

  private static boolean isText(byte[] start) {
    for (byte b : start) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private static String shown(String text) {
    String line = text.lines().findFirst().orElse("");
    return PickleText.printable(
        line.length() > SHOWN_TEXT ? line.substring(0, SHOWN_TEXT) + "..." : line);
  }
}
