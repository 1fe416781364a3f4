package org.recu.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a Python pickle that holds plain data: numbers, text, bytes, lists, tuples, dictionaries
 * and numpy's arrays of uint8. A pickle is a program; this runs only the part of it that builds
 * such values. A name outside of {@link PickleName} is refused where it is met, and nothing that a
 * length in the file claims is allocated: bytes are views of the file.
 *
 * <p>Protocols 2 to 5, as Python 2 and 3 write them. Source: Python's {@code pickletools}.
 *
 * <p>Values are Long, Double, Boolean, null, String, ByteBuffer (Python's bytes, and str of Python
 * 2), List (list and tuple), Map (keys are Strings where Python's are text or bytes) and {@link
 * NumpyBytes}.
 */
final class PickleReader {
  private static final int HIGHEST_PROTOCOL = 5;

  private final DataFile file;
  private final ByteBuffer input;

  /** Values that the pickle refers to again, by its numbers. */
  private final Map<Long, Object> memo = new HashMap<>();

  /** Values since the last mark; those before it are in marked. */
  private List<Object> stack = new ArrayList<>();

  private final Deque<List<Object>> marked = new ArrayDeque<>();

  private PickleReader(DataFile file, byte[] bytes) {
    this.file = file;
    this.input = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads a whole pickle.
   *
   * @param file that the bytes are of, for messages
   * @param bytes of the file; what is returned may be views of them
   * @throws DataException if the pickle is corrupt, truncated, followed by something, or more than
   *     plain data
   */
  static Object read(DataFile file, byte[] bytes) throws DataException {
    PickleReader reader = new PickleReader(file, bytes);
    if (bytes.length == 0) {
      throw file.wrong("is empty: expected a pickle, found 0 bytes");
    }
    int opcode;
    while ((opcode = reader.unsignedByte()) != '.') {
      reader.run(opcode);
    }
    Object value = reader.pop();
    if (reader.input.hasRemaining()) {
      throw file.wrong(
          "is too long: the pickle ends after "
              + reader.input.position()
              + " bytes, found "
              + bytes.length);
    }
    return value;
  }

  private void run(int opcode) throws DataException {
    switch (opcode) {
      case 0x80 -> protocol(unsignedByte());
      case 0x95 -> view(8); // FRAME: what it holds follows as if there were no frame
      case 'N' -> push(null);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'K' -> push((long) unsignedByte());
      case 'M' -> push((long) view(2).getShort() & 0xffff);
      case 'J' -> push((long) view(4).getInt());
      case 0x8a -> push(number(unsignedByte()));
      case 'G' -> push(view(8).order(ByteOrder.BIG_ENDIAN).getDouble());
      case 'U', 'C' -> push(view(unsignedByte())); // SHORT_BINSTRING, SHORT_BINBYTES
      case 'T' -> push(view(view(4).getInt())); // BINSTRING: the length has a sign
      case 'B' -> push(view(unsignedInt())); // BINBYTES
      case 0x8e, 0x96 -> push(view(view(8).getLong())); // BINBYTES8, BYTEARRAY8
      case 0x8c -> push(text(unsignedByte()));
      case 'X' -> push(text(unsignedInt()));
      case 0x8d -> push(text(view(8).getLong()));
      case '(' -> mark();
      case ')' -> push(List.of());
      case 0x85, 0x86, 0x87 -> push(last(opcode - 0x84));
      case 't' -> push(sinceMark());
      case ']' -> push(new ArrayList<>());
      case 'l' -> push(sinceMark());
      case 'a' -> append(last(1));
      case 'e' -> append(sinceMark());
      case '}' -> push(new HashMap<>());
      case 's' -> setItems(last(2));
      case 'u' -> setItems(sinceMark());
      case '0' -> pop();
      case '1' -> sinceMark();
      case 'q' -> memoize(unsignedByte());
      case 'r' -> memoize(unsignedInt());
      case 0x94 -> memoize(memo.size());
      case 'h' -> remembered(unsignedByte());
      case 'j' -> remembered(unsignedInt());
      case 'c' -> push(PickleName.of(file, line(), line()));
      case 0x93 -> {
        List<Object> names = last(2);
        push(PickleName.of(file, names.get(0), names.get(1)));
      }
      case 'R' -> {
        List<Object> call = last(2);
        push(PickleName.call(file, call.get(0), call.get(1)));
      }
      case 'b' -> {
        List<Object> target = last(2);
        push(PickleName.build(file, target.get(0), target.get(1)));
      }
      default ->
          throw corrupt("opcode 0x" + Integer.toHexString(opcode) + " is not one of plain data");
    }
  }

  private void protocol(int number) throws DataException {
    if (number > HIGHEST_PROTOCOL) {
      throw corrupt("protocol " + number + ", expected at most " + HIGHEST_PROTOCOL);
    }
  }

  private DataException corrupt(String what) {
    return file.wrong("corrupt pickle at byte " + (input.position() - 1) + ": " + what);
  }

  /** The next bytes of the file, without a copy. */
  private ByteBuffer view(long length) throws DataException {
    if (length < 0) {
      throw corrupt("a value of " + length + " bytes");
    }
    if (length > input.remaining()) {
      throw file.wrong(
          "truncated or corrupt pickle: expected "
              + length
              + " bytes at byte "
              + input.position()
              + ", found "
              + input.remaining());
    }
    ByteBuffer view = input.slice(input.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    input.position(input.position() + (int) length);
    return view;
  }

  private int unsignedByte() throws DataException {
    return view(1).get() & 0xff;
  }

  private long unsignedInt() throws DataException {
    return view(4).getInt() & 0xffffffffL;
  }

  /** A number in two's complement, the lowest byte first. */
  private long number(int length) throws DataException {
    if (length > Long.BYTES) {
      throw corrupt("a number of " + length + " bytes");
    }
    ByteBuffer bytes = view(length);
    long value = length > 0 && bytes.get(length - 1) < 0 ? -1 : 0;
    for (int i = length - 1; i >= 0; i--) {
      value = value << 8 | (bytes.get(i) & 0xff);
    }
    return value;
  }

  private String text(long length) throws DataException {
    return StandardCharsets.UTF_8.decode(view(length)).toString();
  }

  private String line() throws DataException {
    StringBuilder line = new StringBuilder();
    int next;
    while ((next = unsignedByte()) != '\n') {
      line.append((char) next);
    }
    return line.toString();
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object top() throws DataException {
    if (stack.isEmpty()) {
      throw corrupt("a value is missing");
    }
    return stack.get(stack.size() - 1);
  }

  private Object pop() throws DataException {
    Object value = top();
    stack.remove(stack.size() - 1);
    return value;
  }

  /** Takes the last values off the stack, in the order in which they were put on it. */
  private List<Object> last(int count) throws DataException {
    if (stack.size() < count) {
      throw corrupt("a value is missing");
    }
    List<Object> tail = stack.subList(stack.size() - count, stack.size());
    List<Object> values = new ArrayList<>(tail);
    tail.clear();
    return values;
  }

  private void mark() {
    marked.push(stack);
    stack = new ArrayList<>();
  }

  private List<Object> sinceMark() throws DataException {
    if (marked.isEmpty()) {
      throw corrupt("a mark is missing");
    }
    List<Object> values = stack;
    stack = marked.pop();
    return values;
  }

  @SuppressWarnings("unchecked") // every List on the stack is one of Objects, made above
  private void append(List<Object> values) throws DataException {
    if (!(top() instanceof ArrayList<?> list)) {
      throw corrupt("a value is appended to what is no list");
    }
    ((List<Object>) list).addAll(values);
  }

  @SuppressWarnings("unchecked") // every Map on the stack is one of Objects, made above
  private void setItems(List<Object> items) throws DataException {
    if (!(top() instanceof HashMap<?, ?> map) || items.size() % 2 != 0) {
      throw corrupt("an item is put into what is no dictionary");
    }
    for (int i = 0; i < items.size(); i += 2) {
      ((Map<Object, Object>) map).put(key(items.get(i)), items.get(i + 1));
    }
  }

  private Object key(Object value) throws DataException {
    if (value instanceof ByteBuffer bytes) {
      return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    }
    if (value instanceof String || value instanceof Long) {
      return value;
    }
    throw corrupt("a dictionary's key is neither text nor a number");
  }

  private void memoize(long number) throws DataException {
    memo.put(number, top());
  }

  private void remembered(long number) throws DataException {
    if (!memo.containsKey(number)) {
      throw corrupt("memo " + number + " is used and was never set");
    }
    push(memo.get(number));
  }
}
