package org.recu.files;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The text of a path in messages, in one line, even if its name is not in the character set of the
 * system.
 */
public final class PathText {
  /** What Java puts where it cannot decode. */
  private static final char UNDECODED = '\uFFFD';

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private PathText() {}

  /** Whether Java could decode the path, so that its text leads back to the file. */
  public static boolean isComplete(Path path) {
    return path.toString().indexOf(UNDECODED) < 0;
  }

  /**
   * The path as text, in which {@code \xE4} stands for a byte that is not UTF-8, and {@code \x0A}
   * for a control character.
   */
  public static String of(Path path) {
    if (isComplete(path) || path.getFileName() == null) {
      return CONTROL
          .matcher(path.toString())
          .replaceAll(found -> "\\\\x%02X".formatted((int) found.group().charAt(0)));
    }
    String name = escaped(name(path));
    Path parent = path.getParent();
    return parent == null ? name : of(parent) + path.getFileSystem().getSeparator() + name;
  }

  /** Whether the name of the file, without its folders, is UTF-8. */
  public static boolean isUtf8(Path path) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name(path)));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The bytes of a file's name, which only the URI has. */
  private static byte[] name(Path path) {
    String uri = path.toUri().getRawPath();
    int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
    return bytes(uri.substring(uri.lastIndexOf('/', end - 1) + 1, end));
  }

  private static byte[] bytes(String uri) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < uri.length(); i++) {
      if (uri.charAt(i) == '%') {
        bytes.write(Integer.parseInt(uri.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(uri.charAt(i));
      }
    }
    return bytes.toByteArray();
  }

  private static String escaped(byte[] name) {
    StringBuilder text = new StringBuilder();
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(name);
    CharBuffer out = CharBuffer.allocate(name.length);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      text.append(out.flip());
      out.clear();
      if (!result.isError()) {
        return text.toString();
      }
      for (int i = 0; i < result.length(); i++) {
        text.append("\\x%02X".formatted(in.get() & 0xff));
      }
      decoder.reset();
    }
  }
}
