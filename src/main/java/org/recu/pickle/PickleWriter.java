package org.recu.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes a value as a pickle of protocol 2, which every Python since 2.3 reads.
 *
 * <p>Values are Long, Double, Boolean, String, List (written as a tuple), Map (a dictionary),
 * {@link Name}, {@link Call} and {@link Outside}. A value that occurs twice is written twice; the
 * memo is not used.
 */
public final class PickleWriter {

  /**
   * The name of a Python object.
   *
   * @param module that contains it
   * @param name in the module
   */
  public record Name(String module, String name) {}

  /**
   * A call, which stands for its result.
   *
   * @param function to call
   * @param arguments of the call
   * @param items to put into the result if it is a dictionary; empty otherwise
   */
  public record Call(Name function, List<?> arguments, Map<?, ?> items) {}

  /**
   * A reference to an object outside of the pickle.
   *
   * @param identity by which the reader finds it
   */
  public record Outside(Object identity) {}

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private PickleWriter() {}

  /**
   * Writes a complete pickle.
   *
   * @throws IllegalArgumentException if the value contains something of another type
   */
  public static byte[] write(Object value) {
    PickleWriter writer = new PickleWriter();
    writer.bytes.write(0x80);
    writer.bytes.write(2);
    writer.value(value);
    writer.bytes.write('.');
    return writer.bytes.toByteArray();
  }

  private void value(Object value) {
    if (value instanceof Long number) {
      number(number);
    } else if (value instanceof Double number) {
      bytes.write('G');
      bytes.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
    } else if (value instanceof Boolean truth) {
      bytes.write(truth ? 0x88 : 0x89);
    } else if (value instanceof String text) {
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      bytes.write('X');
      bytes.writeBytes(littleEndian(Integer.BYTES).putInt(encoded.length).array());
      bytes.writeBytes(encoded);
    } else if (value instanceof List<?> list) {
      bytes.write('(');
      list.forEach(this::value);
      bytes.write('t');
    } else if (value instanceof Map<?, ?> map) {
      bytes.write('}');
      items(map);
    } else if (value instanceof Name name) {
      bytes.write('c');
      bytes.writeBytes(
          (name.module() + "\n" + name.name() + "\n").getBytes(StandardCharsets.UTF_8));
    } else if (value instanceof Call call) {
      value(call.function());
      value(call.arguments());
      bytes.write('R');
      items(call.items());
    } else if (value instanceof Outside outside) {
      value(outside.identity());
      bytes.write('Q');
    } else {
      throw new IllegalArgumentException(value + " cannot be pickled");
    }
  }

  private void number(long number) {
    if (number == (int) number) {
      bytes.write('J');
      bytes.writeBytes(littleEndian(Integer.BYTES).putInt((int) number).array());
    } else {
      bytes.write(0x8a);
      bytes.write(Long.BYTES);
      bytes.writeBytes(littleEndian(Long.BYTES).putLong(number).array());
    }
  }

  private void items(Map<?, ?> items) {
    if (items.isEmpty()) {
      return;
    }
    bytes.write('(');
    items.forEach(
        (key, value) -> {
          value(key);
          value(value);
        });
    bytes.write('u');
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
